import type { Request } from 'express';
import type { Page, PageRequest } from '../../application/ports/queries.ts';
import { requestOrigin } from '../http/csrf.ts';
import { HttpError } from '../http/http-error.ts';
import { isSecure } from '../http/is-secure.ts';

/** Rows a page has where the contract lets nobody choose (contract/rest-api.md 1.11). */
const PAGE_SIZE = 20;

type Order<Field extends string> = PageRequest<Field>['order'];

/** `?ordering=a,-b` restricted to `fields`; unknown fields are dropped, and nothing left means `fallback`. */
export function readOrder<Field extends string>(
  query: Request['query'],
  fields: readonly Field[],
  fallback: Order<Field>,
): Order<Field> {
  const wanted = typeof query['ordering'] === 'string' ? query['ordering'].split(',') : [];
  const order = wanted.flatMap((item) => {
    const descending = item.trim().startsWith('-');
    const name = item.trim().replace(/^-/, '');
    const field = fields.find((candidate) => candidate === name);
    return field === undefined ? [] : [{ field, descending }];
  });
  return order.length > 0 ? order : fallback;
}

const LARGEST_PAGE = 100_000_000;
const invalidPage = () => new HttpError(404, (translate) => ({ detail: translate('invalid_page') }));

function pageNumber(wanted: unknown): number {
  const number = typeof wanted === 'string' && /^\d+$/.test(wanted) ? Number(wanted) : 0;
  if (number < 1 || number > LARGEST_PAGE) throw invalidPage();
  return number;
}

/**
 * Answers one page of a list in the contract's shape.
 *
 * @param load loads a page; called again only when `?page=last` needs the total first
 * @throws HttpError 404 `Invalid page.`
 */
export async function paginate<T, Field extends string>(
  request: Request,
  order: Order<Field>,
  load: (page: PageRequest<Field>) => Promise<Page<T>>,
  present: (item: T) => unknown,
) {
  const wanted = request.query['page'];
  const isLast = wanted === 'last';
  const asked = wanted === undefined || wanted === '' || isLast ? 1 : pageNumber(wanted);
  let number = asked;
  let page = await load({ number, size: PAGE_SIZE, order });
  const pages = Math.max(1, Math.ceil(page.total / PAGE_SIZE));
  if (isLast && pages > 1) {
    number = pages;
    page = await load({ number, size: PAGE_SIZE, order });
  }
  if (number > pages) throw invalidPage();
  const link = (target: number) => pageUrl(request, target);
  return {
    count: page.total,
    next: number < pages ? link(number + 1) : null,
    previous: number > 1 ? link(number - 1) : null,
    results: page.items.map(present),
  };
}

/** The same URL for another page: other parameters kept, sorted by name, and no `page` for the first. */
function pageUrl(request: Request, number: number): string {
  const url = new URL(request.originalUrl, requestOrigin(request, isSecure(request)));
  if (number === 1) url.searchParams.delete('page');
  else url.searchParams.set('page', String(number));
  url.searchParams.sort();
  return url.href;
}
