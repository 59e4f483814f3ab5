const targets = new WeakMap<object, object>()

/**
 * Wraps plain data so that reading a field it lacks throws instead of printing nothing. Nested objects and arrays
 * are wrapped as they are read. Symbols, `toJSON`, inherited methods (`map`, `length`) and positions past the end
 * of an array stay harmless. Used in development and tests only.
 *
 * @param path how the value is called in the message, for example `m`
 */
export function strictModel<T>(value: T, path: string): T {
  if (!isPlain(value)) return value
  const proxy = new Proxy(value, {
    get(target, key) {
      if (typeof key === 'symbol') return Reflect.get(target, key)
      if (!(key in target)) {
        if (key === 'toJSON' || (Array.isArray(target) && /^\d+$/.test(key))) return undefined
        throw new TypeError(`The model has no field "${path}.${key}"`)
      }
      const found: unknown = Reflect.get(target, key)
      return isFixed(target, key) ? found : strictModel(found, `${path}.${key}`)
    },
  })
  targets.set(proxy, value)
  return proxy
}

/** The data behind a value from {@link strictModel}; anything else comes back unchanged. */
export function plainModel(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? (targets.get(value) ?? value) : value
}

/** True when the value came out of a strict model, so it may carry more fields than one partial prints. */
export function isStrictModel(value: unknown): boolean {
  return typeof value === 'object' && value !== null && targets.has(value)
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || targets.has(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return Array.isArray(value) || prototype === Object.prototype || prototype === null
}

/** A proxy must hand out the very value of a frozen field, so it cannot be wrapped. */
function isFixed(target: object, key: string): boolean {
  const found = Object.getOwnPropertyDescriptor(target, key)
  return found !== undefined && found.configurable === false && found.writable === false
}
