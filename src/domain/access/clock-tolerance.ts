/** Leeway, in seconds, on every time that another server wrote: its clock may differ from ours (contract/rest-api.md D32). */
export const CLOCK_TOLERANCE_SECONDS = 30;
