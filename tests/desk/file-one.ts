import { randomBytes } from 'node:crypto'
import { cityBySlug } from '../../src/features/city/index.ts'
import { type Filing, fileComplaint, resident } from '../../src/features/complaints/index.ts'
import type { Portal } from '../support/portal.ts'

/** Files a complaint about potholes for the roads, in Russian, unless told otherwise. */
export async function fileOne(portal: Portal, change: Partial<Filing> = {}) {
  const { deps, cast } = portal
  const city = await cityBySlug(deps, cast.city.slug)
  if (city === null) throw new Error('the cast has no city')
  const filed = await fileComplaint(deps, {
    city,
    formToken: randomBytes(16).toString('base64url'),
    actor: resident,
    channel: 'web',
    text: 'На дороге возле школы глубокая яма, машины объезжают её по тротуару',
    textLang: 'ru',
    replyLang: 'ru',
    categoryId: cast.categories.potholes,
    address: 'ул. Абая, 12',
    landmark: '',
    districtId: cast.districts.west,
    point: { lat: 49.95, lon: 82.55 },
    visibility: 'public',
    email: null,
    phone: null,
    ...change,
  })
  return { ...filed, path: `/staff/complaints/${filed.number}` }
}
