import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const tests = path.resolve(import.meta.dirname, '..')
const text = readFileSync(path.resolve(tests, '../docs/security.md'), 'utf8')

type Row = { id: string; proofs: string[] }

const rows: Row[] = [...text.matchAll(/^\| ([FC]\d+)\b.*\| (.*) \|$/gm)].map(([, id = '', proof = '']) => ({
  id,
  proofs: proof.split('<br>'),
}))

const numbered = (letter: string, most: number) =>
  Array.from({ length: most }, (_none, index) => `${letter}${index + 1}`)

/** What is wrong with `file` and the first words of a test, or undefined. */
function faultOf(proof: string): string | undefined {
  const [, file = '', name = ''] = /^`([^`]+\.test\.ts)` (.+)$/.exec(proof) ?? []
  if (file === '') return `says neither a test nor why there is none: ${proof}`
  const found = path.join(tests, file)
  if (!existsSync(found)) return `no such file: ${file}`
  const source = readFileSync(found, 'utf8')
  return [`'${name}`, `\`${name}`, `"${name}`].some((begin) => source.includes(begin))
    ? undefined
    : `${file} has no test that begins with: ${name}`
}

const isExcuse = (proof: string) => proof.startsWith('**Not met')

describe('docs/security.md', () => {
  test('has each of the 66 requirements and the 27 threats once', () => {
    expect(rows.map(({ id }) => id)).toEqual([...numbered('F', 66), ...numbered('C', 27)])
  })

  test('names tests that exist', () => {
    const faults = rows.flatMap(({ id, proofs }) =>
      proofs
        .filter((proof) => !isExcuse(proof))
        .flatMap((proof) => {
          const fault = faultOf(proof)
          return fault === undefined ? [] : [`${id}: ${fault}`]
        }),
    )
    expect(faults).toEqual([])
  })

  test('leaves none without a test', () => {
    expect(rows.filter(({ proofs }) => proofs.every(isExcuse)).map(({ id }) => id)).toEqual([])
  })

  test('the check sees what it must see', () => {
    expect(faultOf('`whole-app/nowhere.test.ts` anything')).toContain('no such file')
    expect(faultOf('`whole-app/access.test.ts` makes coffee')).toContain('has no test')
    expect(faultOf('trust us')).toContain('neither')
  })
})
