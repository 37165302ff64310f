import { readableEmail } from '../../../domain/shared/email-address.ts';
import { type Html, html } from './html.ts';

/** Whose page it is: an address, its domain in the letters of its language, behind a label. */
export const addressLine = (label: string, address: string): Html =>
  html`<p>${label} <strong>${readableEmail(address)}</strong></p>`;
