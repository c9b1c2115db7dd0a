// Finds IPv4, IPv6, hardware and e-mail addresses in a text. Pure.

/** Addresses that say nothing about anybody: this host, any host, no host. */
const open = /^(?:127\.|0\.0\.0\.0$|255\.255\.255\.|::1?$)/;

const ipv4 = String.raw`(?<![\w.])(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?![\w.]*\d)`;
const ipv6 = String.raw`(?<![\w:.])(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}(?![\w:])|(?<![\w:.])(?:[0-9A-Fa-f]{1,4}:){0,6}[0-9A-Fa-f]{0,4}::(?:[0-9A-Fa-f]{1,4}:){0,6}[0-9A-Fa-f]{0,4}(?![\w:])`;
const hardware = String.raw`(?<![\w:])(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![\w:])`;
const mail = String.raw`(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}`;
const pattern = new RegExp(`${ipv4}|${hardware}|${ipv6}|${mail}`, 'g');
const suspicion = /\d\.\d|[0-9A-Fa-f]{2}[:-]|::|@/;

/** The text with every address replaced. */
export function hideAddresses(text: string, tokenOf: (address: string) => string): string {
  if (!suspicion.test(text)) return text;
  return text.replaceAll(pattern, (address) =>
    open.test(address) || !/[0-9A-Za-z]/.test(address) ? address : tokenOf(address),
  );
}
