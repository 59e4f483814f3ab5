import type { Deps } from '../../../platform/deps.ts'

/** What this process keeps of a city is loaded anew; the other processes do so within seconds (city/queries.ts). */
export function forgetCity({ cache }: Pick<Deps, 'cache'>, cityId: number): void {
  cache.forget('city:')
  cache.forget('calendar:')
  cache.forget(`directory:${cityId}`)
}
