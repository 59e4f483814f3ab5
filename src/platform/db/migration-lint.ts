import type { MigrationList } from '@prisma/schema-engine-wasm'

export type LintFault = { migration: string; what: string }

/**
 * Finds what hurts while an older version of the portal still runs on the database, or keeps it waiting: what that
 * version reads or writes is taken away, or a table that was there before is locked for longer than a moment.
 * A migration that does it on purpose, as the second step of two, says so: `-- two-step: since 20261201_street_lamps
 * nothing reads it`.
 */
export function lintMigrations({ migrationDirectories }: MigrationList, since = ''): LintFault[] {
  const there = new Set<string>()
  return migrationDirectories.flatMap(({ path: migration, migrationFile: { content } }) => {
    const script = content.tag === 'ok' ? content.value : ''
    const isSecondStep = /^--\s*two-step:\s*\S{3,}/m.test(script)
    const before = new Set(there)
    for (const { table } of matches(script, created)) there.add(table)
    if (migration <= since || isSecondStep) return []
    return statementsOf(script).flatMap((statement) =>
      rules.flatMap(({ pattern, what }) =>
        matches(statement, pattern).some(({ table }) => before.has(table))
          ? [{ migration, what: `${what}: ${statement.slice(0, 120)}` }]
          : [],
      ),
    )
  })
}

const created = /CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?"?(?<table>\w+)"?/gi

const altered = String.raw`ALTER TABLE (?:IF EXISTS )?(?:ONLY )?"?(?<table>\w+)"?[\s\S]*?`

/** Each is asked of one statement; `table` is the one it works on. */
const rules: { pattern: RegExp; what: string }[] = [
  { pattern: /DROP TABLE (?:IF EXISTS )?"?(?<table>\w+)"?/gi, what: 'an older portal still uses the table' },
  { pattern: new RegExp(`${altered}DROP COLUMN`, 'gi'), what: 'an older portal still uses the column' },
  { pattern: new RegExp(`${altered}RENAME`, 'gi'), what: 'an older portal knows the old name' },
  {
    pattern: new RegExp(`${altered}SET NOT NULL`, 'gi'),
    what: 'an older portal still writes NULL, and every row is read under a lock',
  },
  {
    pattern: new RegExp(`${altered}ALTER (?:COLUMN )?"?\\w+"? (?:SET DATA )?TYPE`, 'gi'),
    what: 'every row is written anew under a lock',
  },
  {
    pattern: new RegExp(`${altered}ADD COLUMN (?![^,;]*DEFAULT)[^,;]*NOT NULL`, 'gi'),
    what: 'an older portal does not fill the column; give it a DEFAULT',
  },
  {
    pattern: new RegExp(
      `${altered}ADD CONSTRAINT (?![\\s\\S]*NOT VALID)(?![\\s\\S]*USING INDEX)[\\s\\S]*(?:FOREIGN KEY|CHECK|UNIQUE|EXCLUDE)`,
      'gi',
    ),
    what: 'every row is read under a lock; add it NOT VALID, and validate it in another migration',
  },
  {
    pattern:
      /CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY)(?:IF NOT EXISTS )?"?\w+"? ON (?:ONLY )?"?(?<table>\w+)"?/gi,
    what: 'nobody writes while the index is made; make it CONCURRENTLY, alone in its migration',
  },
  {
    pattern: /TRUNCATE (?:TABLE )?"?(?<table>\w+)"?/gi,
    what: 'rows that an older portal still reads are removed',
  },
]

const matches = (text: string, pattern: RegExp): { table: string }[] =>
  [...text.matchAll(pattern)].map(({ groups }) => ({ table: groups?.table ?? '' }))

/** Statements without comments, texts and bodies of functions, which may hold semicolons. */
const statementsOf = (script: string): string[] =>
  script
    .replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, "''")
    .replace(/'(?:[^']|'')*'/g, "''")
    .split(';')
    .map((statement) => statement.replace(/\s+/g, ' ').trim())
    .filter((statement) => statement !== '')
