import { encode } from 'uqr';
import { type Html, html } from '../kit/html.ts';

/** Modules of empty ground around a code, without which cameras miss it (ISO/IEC 18004, 9.1). */
const QUIET_ZONE = 4;

/** The dark modules of a row, as strokes of a path. */
function strokesOf(row: readonly boolean[], y: number): string {
  const strokes: string[] = [];
  for (let x = 0; x < row.length; x += 1) {
    const start = x;
    while (row[x] === true) x += 1;
    if (x > start) strokes.push(`M${start + QUIET_ZONE} ${y + QUIET_ZONE}h${x - start}v1h${start - x}z`);
  }
  return strokes.join('');
}

/**
 * A QR code as a picture in the page, which loads nothing: dark on light in both themes, as cameras want it.
 *
 * @param meaning what it is, for those who do not see it; what it says stands beside it as text
 */
export function qrCode(text: string, meaning: string): Html {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const side = String(size + 2 * QUIET_ZONE);
  const path = data.map((row, y) => strokesOf(row, y)).join('');
  return html`<svg class="qr" role="img" aria-label="${meaning}" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><rect width="${side}" height="${side}" fill="#ffffff"/><path d="${path}" fill="#000000"/></svg>`;
}
