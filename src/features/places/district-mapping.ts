import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { fold, foldedWords } from '../../platform/text/fold.ts'
import { UserError } from '../../platform/user-error.ts'
import type { Area, Names } from '../city/index.ts'

/** How the properties of a file are read; every part may be left out. */
const Mapping = z.strictObject({
  /** Properties that hold the code of a district and its names. */
  code: z.string().default('code'),
  names: z
    .strictObject({
      kk: z.string().default('name_kk'),
      ru: z.string().default('name_ru'),
      en: z.string().default('name_en'),
    })
    .default({ kk: 'name_kk', ru: 'name_ru', en: 'name_en' }),
  /** A value of any of those properties, to the code of a district of the city; for names that are alike in nothing. */
  match: z.record(z.string(), z.string()).default({}),
  /** Kind of the districts that are made. */
  kind: z.enum(['district', 'area', 'settlement', 'rural_district']).default('district'),
})
export type DistrictMapping = z.infer<typeof Mapping>

export const plainMapping: DistrictMapping = Mapping.parse({})

/** @throws UserError that says what is wrong with the file */
export async function readDistrictMapping(file: string): Promise<DistrictMapping> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UserError(`The mapping ${file} cannot be read. Check the path.`)
  })
  try {
    return Mapping.parse(JSON.parse(text))
  } catch (error) {
    const reason =
      error instanceof z.ZodError
        ? error.issues.map(({ path, message }) => `${path.join('.') || 'file'}: ${message}`).join('; ')
        : 'it is no JSON'
    throw new UserError(`The mapping ${file} is not right: ${reason}.`)
  }
}

export type Described = { code: string; names: Names; labels: string[] }

/** Code and names that a feature's properties give; '' for what is not there. */
export function describedBy(
  properties: Record<string, unknown>,
  { code, names }: DistrictMapping,
): Described {
  const text = (key: string) => {
    const value = properties[key]
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
  }
  const usual = ['name', 'osm_name', 'local_name', 'name:kk', 'name:ru', 'name:en']
  const keys = [code, names.kk, names.ru, names.en, ...usual]
  return {
    code: text(code),
    names: { kk: text(names.kk), ru: text(names.ru), en: text(names.en) },
    labels: keys.map(text).filter((label) => label !== ''),
  }
}

/** The district of the city that a feature means: by the mapping, by code, else by one of its names. */
export function districtFor(
  { code, labels }: Described,
  areas: readonly Area[],
  { match }: DistrictMapping,
): Area | null {
  const stated = labels.flatMap((label) => match[label] ?? [])
  const byCode = areas.find((area) => stated.includes(area.code)) ?? areas.find((area) => area.code === code)
  if (byCode !== undefined) return byCode
  const wanted = new Set(labels.map(bareName))
  return areas.find(({ names }) => Object.values(names).some((name) => wanted.has(bareName(name)))) ?? null
}

/** Words that many districts share, folded; what follows a comma is the city and the country. */
const common = /^(?:аудан|ауданы|район|р|district|кент|кенти|поселок|ауыл|ауылы|село|шагын|мкр|микрорайон)$/u

export const bareName = (name: string): string =>
  foldedWords(fold(name.split(',')[0] ?? ''))
    .filter((word) => !common.test(word))
    .map((word) => word.replace(/(?:ский|скии)$/u, ''))
    .join(' ')
