import pg from 'pg'

/**
 * What is asked of PostgreSQL while `work` runs, by Prisma or not. The job queue's own housekeeping is left out.
 */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  return (await allStatementsOf(work)).filter((text) => !text.includes('pgboss.'))
}

/** As statementsOf, the job queue's own included. */
export async function allStatementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = []
  const prototype = pg.Client.prototype as { query: (...args: unknown[]) => unknown }
  const { query } = prototype
  prototype.query = function (...args) {
    const [first] = args
    const text = typeof first === 'string' ? first : ((first as { text?: string } | undefined)?.text ?? '')
    statements.push(text.replaceAll(/\s+/g, ' ').trim())
    return query.apply(this, args)
  }
  try {
    await work()
  } finally {
    prototype.query = query
  }
  return statements
}
