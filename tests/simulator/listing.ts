import { ApiError } from './errors.ts';

/** The platform's envelope around one page of entities. */
export type Listing<T> = {
  entities: T[];
  pageSize: number;
  pageNumber: number;
  total: number;
  pageCount: number;
  firstUri: string;
  lastUri: string;
  selfUri: string;
  nextUri?: string;
  previousUri?: string;
};

/** Cuts one page out of all entities. Pages count from 1; a page beyond the last one is empty. */
export function listing<T>(all: readonly T[], path: string, pageSize: number, pageNumber = 1): Listing<T> {
  const pageCount = Math.max(1, Math.ceil(all.length / pageSize));
  const uri = (page: number) => `${path}?pageSize=${pageSize}&pageNumber=${page}`;
  return {
    entities: all.slice((pageNumber - 1) * pageSize, pageNumber * pageSize),
    pageSize,
    pageNumber,
    total: all.length,
    pageCount,
    firstUri: uri(1),
    lastUri: uri(pageCount),
    selfUri: uri(pageNumber),
    ...(pageNumber < pageCount ? { nextUri: uri(pageNumber + 1) } : {}),
    ...(pageNumber > 1 ? { previousUri: uri(pageNumber - 1) } : {}),
  };
}

/**
 * `pageSize` and `pageNumber` of a query. Throws ApiError 400 when one is not a whole number from
 * 1.
 */
export function pageOf(
  query: Record<string, string>,
  defaultSize: number,
): { pageSize: number; pageNumber: number } {
  return {
    pageSize: wholeNumber(query, 'pageSize') ?? defaultSize,
    pageNumber: wholeNumber(query, 'pageNumber') ?? 1,
  };
}

/**
 * A whole number from 1, or undefined when the query does not have it. Throws ApiError 400 for
 * anything else.
 */
export function wholeNumber(query: Record<string, string>, name: string): number | undefined {
  const text = query[name];
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new ApiError(
    400,
    'invalid.query.param.value',
    `Value [${text}] is not valid for parameter [${name}]. It must be a whole number from 1.`,
    { details: [{ errorCode: 'invalid.query.param.value', fieldName: name }] },
  );
}
