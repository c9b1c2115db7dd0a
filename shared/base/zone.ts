// Names of time zones: `UTC` and those of the IANA database.

/** True for a zone that Intl knows. */
export function isZoneName(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone.length > 0;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
