// JSON as it comes off the bus.

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
/** A JSON map; look-ups give `undefined` for a missing key. */
export type JsonObject = { readonly [key: string]: Json | undefined };

/** True for a JSON map (not null, not a list). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
