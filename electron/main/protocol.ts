// Serves the page from `saltrace://app/` with a strict content security policy. The page never comes from `file://`, and nothing
// outside the renderer's folder can be read through it.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol, type Session } from 'electron';

/** Scheme and host of the page. */
export const pageOrigin = 'saltrace://app';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Makes the scheme a secure origin of its own. Must run before Electron is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'saltrace', privileges: { standard: true, secure: true } }]);
}

/** Answers the scheme's requests from the renderer's folder. */
export function serveRenderer(session: Session, folder: string): void {
  session.protocol.handle('saltrace', async (request) => {
    const file = fileFor(request.url, folder);
    const type = file === undefined ? undefined : types[path.extname(file)];
    if (request.method !== 'GET' || file === undefined || type === undefined)
      return new Response(null, { status: 404 });
    let body: Buffer;
    try {
      body = await readFile(file);
    } catch {
      // Whatever keeps the file from being read, to the page it is not there.
      return new Response(null, { status: 404 });
    }
    const headers: Record<string, string> = { 'content-type': type, 'x-content-type-options': 'nosniff' };
    if (path.extname(file) !== '.html') {
      return new Response(new Uint8Array(body), {
        headers: { ...headers, 'content-security-policy': workerSecurityPolicy },
      });
    }
    const nonce = randomBytes(18).toString('base64');
    return new Response(withNonce(body.toString('utf8'), nonce), {
      headers: { ...headers, 'content-security-policy': contentSecurityPolicy(nonce), 'cache-control': 'no-store' },
    });
  });
}

/** The file an address of our scheme means; `undefined` for another host or a place outside the folder. */
export function fileFor(url: string, folder: string): string | undefined {
  const address = URL.parse(url);
  if (address?.host !== 'app') return undefined;
  const name = decoded(address.pathname);
  if (name === undefined || name.includes('\0')) return undefined;
  const file = path.resolve(folder, `.${path.posix.normalize(name === '/' ? '/index.html' : name)}`);
  return file.startsWith(path.resolve(folder) + path.sep) ? file : undefined;
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    // A lone percent sign: no file of ours is named so.
    return undefined;
  }
}

/** A worker is held by the policy of its own script, not by the page's: it may draw with our letters, and nothing else. */
const workerSecurityPolicy = "default-src 'none'; script-src 'self'; font-src 'self'";

/** Nothing is allowed but what is named; styles made at run time carry the nonce of this load. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Libraries that add styles read the nonce from this element; its value is hidden from selectors. */
function withNonce(html: string, nonce: string): string {
  return html.replace('<head>', `<head><meta name="csp-nonce" property="csp-nonce" nonce="${nonce}">`);
}
