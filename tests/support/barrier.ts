/** Whoever calls it waits until `size` have; then all go on in the same turn. */
export function barrier(size: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let arrived = 0
  return () => {
    arrived++
    if (arrived === size) resolve()
    return promise
  }
}
