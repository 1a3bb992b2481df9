import * as z from 'zod/mini';

/**
 * Returns the same schema, except that it refuses unknown fields at any depth instead of ignoring
 * them. For shapes that are stored too: a stored record may have fields of a newer version, but our
 * own code sends no request with such a field.
 */
export function strict<S extends z.ZodMiniType>(schema: S): S {
  const { def } = (schema as unknown as z.core.$ZodTypes)._zod;
  const inside = (one: z.core.$ZodType) => strict(one as z.ZodMiniType);
  const changed = (changes: object) => schema.clone({ ...def, ...changes } as S['_zod']['def']) as S;
  switch (def.type) {
    case 'object': {
      const fields = Object.entries(def.shape).map(([name, field]) => [name, inside(field)]);
      return changed({ shape: Object.fromEntries(fields), catchall: z.never() });
    }
    case 'array':
      return changed({ element: inside(def.element) });
    case 'union':
      return changed({ options: def.options.map(inside) });
    case 'default':
    case 'optional':
    case 'nullable':
      return changed({ innerType: inside(def.innerType) });
    default:
      return schema;
  }
}
