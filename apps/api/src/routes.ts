import 'reflect-metadata';
import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ACCESS_RULE, type AccessRule } from './access.js';

/** One route of the front door and who may call it. */
export interface Route {
  method: string;
  /** From the root, with `:name` for what varies. */
  path: string;
  /** `public`, `signed_in`, `attempt` (the bearer of an attempt's token), or the staff roles. */
  roles: string[];
  scope: AccessRule['scope'];
}

/** Every route stands under this one. */
const PREFIX = 'api';

/**
 * Lists what controllers serve, by path and method, from their metadata alone: nothing is started.
 *
 * @throws Error naming every route that says not who may call it; the guard would refuse it to everybody
 * @example listRoutes(controllers)[0] // { method: 'GET', path: '/api/contests', roles: ['public'], scope: 'all' }
 */
export function listRoutes(controllers: readonly Type[]): Route[] {
  const nameless: string[] = [];
  const routes = controllers.flatMap((controller) =>
    handlersOf(controller).flatMap(({ name, handler }) => {
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number]!;
      const rule = (Reflect.getMetadata(ACCESS_RULE, handler) ?? Reflect.getMetadata(ACCESS_RULE, controller)) as
        AccessRule | undefined;
      return pathsOf(controller, handler).flatMap((path): Route[] => {
        if (!rule) nameless.push(`${method} ${path} (${controller.name}.${name})`);
        return rule ? [{ method, path, roles: [rule.access].flat(), scope: rule.scope }] : [];
      });
    }),
  );
  if (nameless.length > 0) throw new Error(`Chưa nói ai được gọi (thiếu @Allow): ${nameless.join(', ')}`);
  return routes.sort((a, b) => compare(a.path, b.path) || compare(a.method, b.method));
}

/** The methods of a controller, its own and inherited, that answer to an address. */
function handlersOf(controller: Type): { name: string; handler: object }[] {
  const found = new Map<string, object>();
  for (
    let proto: object = controller.prototype as object;
    proto !== Object.prototype;
    proto = Object.getPrototypeOf(proto) as object
  ) {
    for (const name of Object.getOwnPropertyNames(proto)) {
      const handler: unknown = Object.getOwnPropertyDescriptor(proto, name)?.value;
      const answers = typeof handler === 'function' && Reflect.hasMetadata(METHOD_METADATA, handler);
      if (answers && !found.has(name)) found.set(name, handler);
    }
  }
  return [...found].map(([name, handler]) => ({ name, handler }));
}

function pathsOf(controller: Type, handler: object): string[] {
  const parts = (target: object) => [(Reflect.getMetadata(PATH_METADATA, target) as string | string[]) ?? ''].flat();
  return parts(controller).flatMap((first) =>
    parts(handler).map(
      (second) =>
        `/${[PREFIX, first, second]
          .flatMap((part) => part.split('/'))
          .filter(Boolean)
          .join('/')}`,
    ),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
