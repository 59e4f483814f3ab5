import type { Transaction } from '../../platform/db/transaction.ts'
import type { Deps } from '../../platform/deps.ts'

/** News of an event for those who follow events by mail. */
export async function announce(_tx: Transaction, _deps: Deps, _news: { eventId: number; what: 'new' | 'cancelled' }): Promise<void> {}
