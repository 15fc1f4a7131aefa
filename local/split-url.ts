/** The path and the query of a request's URL, still encoded. */
export const splitUrl = ({
  url = '',
}: {
  readonly url?: string | undefined;
}): { path: string; query: string } => {
  const mark = url.indexOf('?');
  return mark < 0 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
};
