import type { Request } from 'express';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import { requestOrigin } from '../../http/edge/csrf.ts';
import { isSecure } from '../../http/edge/is-secure.ts';
import { HttpError } from '../../http/http-error.ts';

/** Rows of a page where the contract has no `page_size` (contract/rest-api.md 1.11). */
const PAGE_SIZE = 20;

/** A parameter of the URL; the last one when it is repeated. */
const parameter = (query: Request['query'], name: string): unknown => {
  const given = query[name];
  return Array.isArray(given) ? given.at(-1) : given;
};

type Order<Field extends string> = PageRequest<Field>['order'];

/**
 * `?ordering=a,-b` restricted to `fields`; unknown and repeated fields are dropped; if none is left, the order is
 * `fallback`.
 */
export function readOrder<Field extends string>(
  query: Request['query'],
  fields: readonly Field[],
  fallback: Order<Field>,
): Order<Field> {
  const asked = parameter(query, 'ordering');
  const wanted = typeof asked === 'string' ? asked.split(',') : [];
  const named = wanted.flatMap((item) => {
    const descending = item.trim().startsWith('-');
    const name = item.trim().replace(/^-/, '');
    const field = fields.find((candidate) => candidate === name);
    return field === undefined ? [] : [{ field, descending }];
  });
  // Repeated fields are dropped: a long address would make a statement of thousands.
  const order = named.filter(
    ({ field }, index) => named.findIndex((other) => other.field === field) === index,
  );
  return order.length > 0 ? order : fallback;
}

const LARGEST_PAGE_SIZE = 100;

/** `?page_size=` where a list has it; a value that is not a positive number means the default size. */
export function readPageSize(query: Request['query']): number {
  const wanted = parameter(query, 'page_size');
  const size = typeof wanted === 'string' && /^\d+$/.test(wanted) ? Number(wanted) : 0;
  return size < 1 ? PAGE_SIZE : Math.min(size, LARGEST_PAGE_SIZE);
}

const LARGEST_PAGE = 100_000_000;
const invalidPage = () => new HttpError(404, (translate) => ({ detail: translate('invalid_page') }));

function pageNumber(wanted: unknown): number {
  const number = typeof wanted === 'string' && /^\d+$/.test(wanted) ? Number(wanted) : 0;
  if (number < 1 || number > LARGEST_PAGE) throw invalidPage();
  return number;
}

/**
 * Answers one page of a list in the contract's form.
 *
 * @param load loads a page; called again only when `?page=last` needs the total first
 * @throws HttpError 404 `Invalid page.`
 */
export async function paginate<T, Field extends string>(
  request: Request,
  order: Order<Field>,
  load: (page: PageRequest<Field>) => Promise<Page<T>>,
  present: (item: T) => unknown,
  size: number = PAGE_SIZE,
) {
  const wanted = parameter(request.query, 'page');
  const isLast = wanted === 'last';
  const asked = wanted === undefined || wanted === '' || isLast ? 1 : pageNumber(wanted);
  let number = asked;
  let page = await load({ number, size, order });
  const pages = Math.max(1, Math.ceil(page.total / size));
  if (isLast && pages > 1) {
    number = pages;
    page = await load({ number, size, order });
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

/** The same URL for another page: with its other parameters, sorted by name, and without `page` for the first. */
function pageUrl(request: Request, number: number): string {
  const url = new URL(request.originalUrl, requestOrigin(request, isSecure(request)));
  if (number === 1) url.searchParams.delete('page');
  else url.searchParams.set('page', String(number));
  url.searchParams.sort();
  // Browsers and Python encode these two differently (contract/rest-api.md 1.11 was recorded from Python).
  url.search = url.searchParams.toString().replaceAll('*', '%2A').replaceAll('%7E', '~');
  return url.href;
}
