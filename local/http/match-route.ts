import { unescape as decodePercent } from 'node:querystring';

/** The route that a request belongs to, and what its path gives the route's variables, decoded. */
export type RouteMatch<Route> = {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
};

type Pattern<Route> = {
  readonly route: Route;
  readonly method: string;
  readonly segments: readonly string[];
};

const variableName = (segment: string): string | undefined => /^\{(.+)\}$/.exec(segment)?.[1];

/** Fixed segments sort before variables, the leftmost difference deciding: the order of precedence. */
const precedence = ({ segments }: Pattern<unknown>): string =>
  segments.map((segment) => (variableName(segment) === undefined ? '0' : '1')).join('');

const fits = ({ segments }: Pattern<unknown>, path: readonly string[]): boolean =>
  segments.length === path.length &&
  segments.every((segment, index) =>
    variableName(segment) === undefined ? segment === path[index] : path[index] !== '',
  );

const readVariables = ({ segments }: Pattern<unknown>, path: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    segments.flatMap((segment, index): [string, string][] => {
      const name = variableName(segment);
      return name === undefined ? [] : [[name, path[index] ?? '']];
    }),
  );

/**
 * Finds the route of a request as API Gateway does: by method and path, a fixed segment before a variable one.
 * The path comes still percent-encoded, so that an encoded slash is part of its segment.
 */
export const createRouteMatcher = <Route extends { readonly routeKey: string }>(routes: readonly Route[]) => {
  const patterns = routes
    .map((route): Pattern<Route> => {
      const [method = '', path = ''] = route.routeKey.split(' ');
      return { route, method, segments: path.split('/') };
    })
    .toSorted((left, right) => precedence(left).localeCompare(precedence(right)));

  return (method: string, encodedPath: string): RouteMatch<Route> | undefined => {
    const path = encodedPath.split('/').map(decodePercent);
    const found = patterns.find((pattern) => pattern.method === method && fits(pattern, path));
    return found && { route: found.route, pathParameters: readVariables(found, path) };
  };
};
