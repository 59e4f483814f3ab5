import type { StreetSeed } from '../city-pack.ts'

/** One street per line: 'Kazakh name | Russian name | former name, former name'. */
export function streetsOf(kind: StreetSeed['kind'], lines: string): StreetSeed[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [kk = '', ru = '', former = ''] = line.split('|').map((part) => part.trim())
      return { kind, kk, ru, former: former === '' ? [] : former.split(',').map((name) => name.trim()) }
    })
}
