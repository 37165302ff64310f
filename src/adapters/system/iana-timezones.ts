import type { TimezoneCatalogue } from '../../application/shared/system.ts';

/** Every part of an IANA name begins with a capital; ICU itself ignores letter case and accepts offsets too. */
const FORM = /^[A-Z][\w+-]*(?:\/[A-Z][\w+-]*)*$/;

/** The IANA database of the runtime's ICU, links included. */
export const ianaTimezones: TimezoneCatalogue = {
  has: (name) => {
    if (!FORM.test(name)) return false;
    try {
      const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
      return timeZone === name || timeZone.toLowerCase() !== name.toLowerCase();
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  },
};
