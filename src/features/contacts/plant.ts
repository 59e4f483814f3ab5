import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { projectDir } from '../../config.ts'
import { toDate } from '../../platform/db/instant.ts'
import type { Deps } from '../../platform/deps.ts'
import type { PlantedCity } from '../../platform/http/route.ts'
import { directoryOf } from '../offices/index.ts'
import { services } from './rules.ts'

const LocalText = z.strictObject({ kk: z.string().min(1), ru: z.string().min(1), en: z.string().min(1) })
const Phones = z.array(z.string().regex(/^(\+7\d{10}|\d{3,4})$/))

/** `office`: code of the pack; name, phones, address and hours are the office's where the utility has none. */
const Pack = z.array(
  z.strictObject({
    code: z.string().min(1),
    service: z.enum(services),
    about: LocalText,
    office: z.string().optional(),
    name: LocalText.optional(),
    emergencyPhones: Phones,
    officePhones: Phones.optional(),
  }),
)

/** Utilities of `prisma/seed/contacts/<slug>.json`; a city without such a file begins with none. */
export async function plantUtilities(deps: Deps, { id: cityId, slug, at }: PlantedCity): Promise<void> {
  const pack = await packOf(slug)
  const { offices } = await directoryOf(deps, cityId)
  const rows = pack.flatMap((seed, position) => {
    const office = offices.find(({ code }) => code === seed.office)
    const names = seed.name ?? office?.names
    if (names === undefined) return []
    const { phones = [], address = null, hours = [] } = office?.contacts ?? {}
    const officePhones = seed.officePhones ?? phones
    return {
      ...{ cityId, code: seed.code, service: seed.service, position, officeId: office?.id ?? null },
      ...{ nameKk: names.kk, nameRu: names.ru, nameEn: names.en },
      ...{ aboutKk: seed.about.kk, aboutRu: seed.about.ru, aboutEn: seed.about.en },
      emergencyPhones: seed.emergencyPhones,
      officePhones: officePhones.filter((phone) => !seed.emergencyPhones.includes(phone)),
      ...{ addressKk: address?.kk ?? '', addressRu: address?.ru ?? '', addressEn: address?.en ?? '' },
      ...{ hours, updatedAt: toDate(at) },
    }
  })
  await deps.db.utilityContact.createMany({ data: rows, skipDuplicates: true })
}

async function packOf(slug: string): Promise<z.output<typeof Pack>> {
  const file = path.join(projectDir, 'prisma/seed/contacts', `${slug}.json`)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]'
    throw error
  })
  return Pack.parse(JSON.parse(text))
}
