/** The beginning of the month (UTC) that is `months` after that of `instant`. */
export const utcMonth = (instant: Date, months = 0): Date =>
  new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() + months, 1));
