import { AsyncLocalStorage } from 'node:async_hooks'

const named = new AsyncLocalStorage<readonly number[]>()

/**
 * Runs `work` for somebody who may write in these cities alone. Every transaction that begins in it tells the database,
 * which lets no row of another city be written (docs/decisions/0018): the second wall, for an act that forgot the first.
 */
export const writingIn = <Result>(cityIds: readonly number[], work: () => Result): Result =>
  named.run(cityIds, work)

/** Null where nobody is limited: residents, jobs, commands. */
export const writableCities = (): readonly number[] | null => named.getStore() ?? null
