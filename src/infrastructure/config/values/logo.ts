import { optionalCustom, type VariableMeta } from './variable.ts';

const DATA = /^data:image\/(?:svg\+xml|png|jpeg|webp|gif);base64,[A-Za-z\d+/]+=*$/;

/** It is in every page. */
const MOST_CHARACTERS = 40_000;

/** An address where a browser finds a picture, or the picture itself as a data URL (RFC 2397). */
export const optionalLogo = (meta: VariableMeta) =>
  optionalCustom(meta, (written): string => {
    const logo = written.trim();
    if (logo.length > MOST_CHARACTERS) throw new Error(`must have at most ${MOST_CHARACTERS} characters`);
    if (DATA.test(logo)) return logo;
    const url = URL.canParse(logo) ? new URL(logo) : undefined;
    // A content security policy would read these signs as its own, and never lets a page name user and password.
    if (url?.protocol !== 'https:' || /[;,'"\s?#]/.test(url.href) || url.username !== '') {
      throw new Error(
        'must be an https address without parameters, or a picture as data:image/svg+xml;base64,…',
      );
    }
    return url.href;
  });
