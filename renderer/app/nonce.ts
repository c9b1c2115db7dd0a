// The nonce that lets libraries add their style sheets under the strict content policy. Imported first: react-remove-scroll reads the global when it loads.

declare global {
  var __webpack_nonce__: string | undefined;
}

const meta = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]');

/** The nonce of this load; empty where the page is served without the policy. Browsers hide `nonce` from attributes, not from scripts. */
export const styleNonce: string = meta?.nonce || meta?.content || '';

globalThis.__webpack_nonce__ = styleNonce;
