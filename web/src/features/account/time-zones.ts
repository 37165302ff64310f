import type { ComboboxOption } from '../../kit/form/found-options.ts';

/** How far a zone is from UTC at the moment, as `UTC+01:00`, and what the language calls its time. */
function describe(
  timeZone: string,
  language: string,
  at: number,
): Readonly<{ offset: string; name: string }> {
  const part = (timeZoneName: 'longOffset' | 'longGeneric'): string =>
    new Intl.DateTimeFormat(language, { timeZone, timeZoneName })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return { offset: part('longOffset').replace('GMT', 'UTC'), name: part('longGeneric') };
}

function optionOf(timeZone: string, language: string, at: number): ComboboxOption {
  const place = timeZone.replaceAll('_', ' ').replaceAll('/', ' / ');
  try {
    const { offset, name } = describe(timeZone, language, at);
    return { value: timeZone, text: `${place} (${offset})`, words: `${timeZone} ${name}` };
  } catch {
    // One that is stored, and that this browser does not know.
    return { value: timeZone, text: place };
  }
}

/** The time zones that the browser knows, and the one that is stored. */
export const timeZones = (stored: string, language: string, at: number): readonly ComboboxOption[] =>
  [...new Set([stored, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
    .sort((a, b) => a.localeCompare(b, 'en'))
    .map((timeZone) => optionOf(timeZone, language, at));
