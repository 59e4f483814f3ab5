import type { Temporal } from 'temporal-polyfill'
import { toDate } from '../../platform/db/instant.ts'
import type { Deps } from '../../platform/deps.ts'
import type { PlantedCity } from '../../platform/http/route.ts'
import { instantAt, localDate } from '../../platform/time/local-day.ts'
import { type City, cityById } from '../city/index.ts'
import { directoryOf, type OfficeContacts } from '../offices/index.ts'

const positions = [
  { positionKk: 'Кезекші инженер', positionRu: 'Дежурный инженер', positionEn: 'Engineer on duty' },
  { positionKk: 'Кезекші диспетчер', positionRu: 'Дежурный диспетчер', positionEn: 'Dispatcher on duty' },
  { positionKk: 'Жауапты маман', positionRu: 'Ответственный специалист', positionEn: 'Specialist in charge' },
] as const
const people = ['Ерлан Садықов', 'Гүлнар Оспанова', 'Сергей Климов', 'Айдос Қасымов', 'Мадина Тілеуова', '']

const daysAhead = 14
const mostOffices = 5

/** Who is on duty for a fortnight, an office's three people in turn. Numbers begin with 0, as no real one does. */
export async function inventDuties(deps: Deps, { id: cityId, timeZone }: PlantedCity): Promise<void> {
  if ((await deps.db.dutyPerson.count({ where: { cityId } })) > 0) return
  const city = await cityById(deps, cityId)
  if (city === null) return
  await inventPlaces(deps, city)
  const { code, localDigits } = city.profile.phone
  const { offices } = await directoryOf(deps, cityId)
  const today = localDate(deps.now(), timeZone)
  const onDuty = offices.filter(({ kind, current }) => current && kind !== 'state_body').slice(0, mostOffices)
  const rows = onDuty.flatMap((office, index) =>
    Array.from({ length: daysAhead }, (_, day) => ({
      ...{ cityId, officeId: office.id, ...(positions[(index + day) % positions.length] ?? positions[0]) },
      name: people[(index * 2 + day) % people.length] ?? '',
      phone: `+7${code}${String(10 + index).padStart(localDigits, '0')}`,
      startsAt: toDate(eightOn(today.add({ days: day }), timeZone)),
      endsAt: toDate(eightOn(today.add({ days: day + 1 }), timeZone)),
    })),
  )
  await deps.db.dutyPerson.createMany({ data: rows })
}

/** Degrees from the middle of the city, so that the map of a demo has something to show. */
const steps = [...([-0.012, -0.007, -0.003, 0.004, 0.009, 0.013] as const)] as const

/** Gives the first offices that nobody has put on the map a place around the middle of the city: invented, in a demo alone. */
async function inventPlaces(
  { db }: Pick<Deps, 'db'>,
  { id: cityId, profile: { centre } }: City,
): Promise<void> {
  const rows = await db.office.findMany({
    where: { cityId, kind: { not: 'utility' } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    take: steps.length,
  })
  for (const [index, { id, contacts }] of rows.entries()) {
    const known = contacts as Omit<OfficeContacts, 'point'> & Partial<OfficeContacts>
    if (known.point) continue
    const [north = 0, east = 0] = [steps[index], steps[(index * 3 + 2) % steps.length]]
    const point = { lat: centre.lat + north, lon: centre.lon + east }
    await db.office.update({ where: { id }, data: { contacts: { ...known, point } } })
  }
}

const eightOn = (day: Temporal.PlainDate, timeZone: string): number =>
  instantAt(day, '08:00', timeZone).epochMilliseconds
