import { LRUCache } from 'lru-cache'

/** Models of the pages asked for last; a page of figures takes some 200 KB. */
const mostKept = 40

/**
 * The model of a page is taken again while everything that it was made of is the same object: figures are kept by the
 * cache until they change, and drawing their charts costs more than printing them. Kept is what is asked for twice: a
 * window that somebody made up is read once, and a model that lives on costs as much as drawing it.
 */
export function keptModels<Model extends object>(): (
  name: string,
  madeOf: readonly object[],
  make: () => Model,
) => Model {
  const kept = new LRUCache<string, { madeOf: readonly object[]; model: Model | null }>({ max: mostKept })
  return (name, madeOf, make) => {
    const found = kept.get(name)
    const isSame = found?.madeOf.every((one, index) => one === madeOf[index]) ?? false
    if (isSame && found?.model) return found.model
    const model = make()
    kept.set(name, found === undefined ? { madeOf: [], model: null } : { madeOf, model })
    return model
  }
}
