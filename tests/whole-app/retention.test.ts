import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectDir } from '../../src/config.ts'
import { retentionDays } from '../../src/features/city/index.ts'
import { features } from '../../src/features.ts'
import type { Deps } from '../../src/platform/deps.ts'

/** docs/retention.md names every column of every table that may say something about a person, and what becomes of it. */

type Line = { columns: string[]; what: string; why: string; howLong: string; howItGoes: string }

const policyFile = readFileSync(path.join(projectDir, 'docs/retention.md'), 'utf8')
const policy = readPolicy(policyFile)
const harmless = codesIn(/## Tables without personal data\n+([^#]*)/.exec(policyFile)?.[1] ?? '')
const tables = readTables()

/** Names behind which something about a person is likely to stand, wherever a column is called so. */
const personal =
  /name|mail|phone|contact|text|address|landmark|agent|\bip\b|network|note|reason|data|payload|sealed|hash|blind|salt|^key$/
/** Names of places and things, not of people. */
const ofThings = /^(name|short|position|keywords)_(kk|ru|en)$|^aliases$/

describe('retention policy', () => {
  test('names every table of the schema and no other', () => {
    expect([...policy.keys(), ...harmless].sort()).toEqual([...tables.keys()].sort())
  })

  test.each(
    [...tables].filter(([table]) => !harmless.includes(table)),
  )('names every column of %s once', (table, columns) => {
    const named = (policy.get(table) ?? []).flatMap((line) => line.columns)
    expect(named.toSorted()).toEqual(columns.toSorted())
  })

  test('says for every column that may be personal why it is kept, how long and how it goes', () => {
    const unsaid = [...policy].flatMap(([table, lines]) =>
      lines
        .filter(({ columns }) => columns.some((column) => personal.test(column) && !ofThings.test(column)))
        .filter(({ why, howLong, howItGoes }) => !why || !howLong || !howItGoes)
        .map(({ columns }) => `${table}: ${columns.join(', ')}`),
    )
    // Links of a chain of hashes, and fingerprints of public rows.
    expect(unsaid.filter((line) => !line.startsWith('activity: complaint_id, seq, kind'))).toEqual([])
  })

  test('calls no table harmless that has a column of contacts, words or devices', () => {
    const doubtful = harmless.flatMap((table) =>
      (tables.get(table) ?? []).filter((column) =>
        /mail|phone|contact|text|address|agent|sealed|payload|staff_id/.test(column),
      ),
    )
    expect(doubtful).toEqual([])
  })

  test('says within which periods a city may choose', () => {
    const said = [...policyFile.matchAll(/^\| `(\w+)` \| (\d+)–(\d+) \|/gm)].map(([, name, least, most]) => [
      name,
      { least: Number(least), most: Number(most) },
    ])
    expect(Object.fromEntries(said)).toEqual(retentionDays)
  })

  test('names only jobs that exist', () => {
    const jobs = features.flatMap((feature) => feature.jobs?.({ config: { mode: 'test' } } as Deps) ?? [])
    const known = jobs.map(({ name }) => name)
    const named = [
      ...policyFile.matchAll(
        /`((?:accounts|complaints|following|statistics|imports|telegram|open311|moderation|operator|works|news|analysis)\.[\w-]+)`/g,
      ),
    ].map(([, job]) => job)
    expect(named.length).toBeGreaterThan(3)
    expect(named.filter((job) => !known.includes(job ?? ''))).toEqual([])
  })
})

function readPolicy(text: string): Map<string, Line[]> {
  const sections = text.split(/^## /m).filter((section) => /^\w+\n\|/.test(section))
  return new Map(
    sections.map((section) => {
      const [table = '', ...lines] = section.split('\n')
      const rows = lines.filter((line) => line.startsWith('| `'))
      return [table.trim(), rows.map(readLine)]
    }),
  )
}

function readLine(row: string): Line {
  const [columns = '', what = '', why = '', howLong = '', howItGoes = ''] = row
    .split('|')
    .slice(1)
    .map((cell) => cell.trim())
  return { columns: codesIn(columns), what, why, howLong, howItGoes }
}

function codesIn(text: string): string[] {
  return [...text.matchAll(/`(\w+)`/g)].map(([, code = '']) => code)
}

/** Tables with their columns as the Prisma schema has them; relations are no columns. */
function readTables(): Map<string, string[]> {
  const files = globSync('prisma/*.prisma', { cwd: projectDir }).map((file) =>
    readFileSync(path.join(projectDir, file), 'utf8'),
  )
  const models = [...files.join('\n').matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)]
  const modelNames = new Set(models.map(([, name]) => name))
  return new Map(
    models.map(([, model = '', body = '']) => {
      const fields = body.split('\n').flatMap((line) => {
        const [, name = '', type = '', rest = ''] = /^\s+(\w+)\s+(\w+)[?[\]]*(.*)$/.exec(line) ?? []
        if (name === '' || modelNames.has(type)) return []
        return [/@map\("(\w+)"\)/.exec(rest)?.[1] ?? name]
      })
      return [/@@map\("(\w+)"\)/.exec(body)?.[1] ?? model, fields]
    }),
  )
}
