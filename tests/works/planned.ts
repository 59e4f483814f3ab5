import { addWorks } from '../../src/features/works/actions/add-works.ts'
import type { WorkDraft } from '../../src/features/works/draft.ts'
import { inTransaction } from '../../src/platform/db/transaction.ts'
import type { Portal } from '../support/portal.ts'

/** Streets and works of the city of the cast, as the tests of works need them. */

export const nobodyAsks = { kk: '', ru: '', en: '' }

/** 12 to 14 March 2026, whole days in Almaty; the tests happen on the 11th at noon. */
export const threeDays = {
  startsAt: Date.parse('2026-03-11T19:00:00Z'),
  endsAt: Date.parse('2026-03-14T18:59:59.999Z'),
  allDay: true,
}

export async function plantStreets({ deps, cast }: Portal): Promise<{ abai: number; ertis: number }> {
  const make = async (
    kind: string,
    nameKk: string,
    nameRu: string,
    folded: string,
    formerNames: string[] = [],
  ) =>
    (
      await deps.db.street.create({
        data: { cityId: cast.city.id, kind, nameKk, nameRu, formerNames, folded },
      })
    ).id
  return {
    abai: await make('avenue', 'Абай', 'Абая', 'абаи абая'),
    ertis: await make('street', 'Ертіс', 'Иртышская', 'ертис иртышская набережная', ['Набережная']),
  }
}

export const roadWork = ({ cast }: Portal, more: Partial<WorkDraft> = {}): WorkDraft => ({
  officeId: cast.offices.roads,
  kind: 'road',
  title: { kk: 'Жолға асфальт төсеу', ru: 'Укладка асфальта', en: '' },
  why: { kk: 'Жол тозған', ru: 'Покрытие износилось', en: '' },
  place: nobodyAsks,
  detour: { kk: '', ru: 'По улице Иртышской', en: '' },
  ...threeDays,
  contractor: 'ТОО «Жол»',
  sum: 12_500_000,
  contractUrl: 'https://goszakup.gov.kz/ru/contract/1',
  officePhone: '+77232550102',
  districtId: null,
  shape: null,
  streets: [],
  ...more,
})

/** Publishes works at once, as if their office had. */
export async function publish(portal: Portal, ...drafts: WorkDraft[]): Promise<number[]> {
  const at = portal.deps.now().epochMilliseconds
  const adding = { cityId: portal.cast.city.id, staffId: null, at, publish: true }
  const ids = await inTransaction(portal.deps.db, (tx) =>
    addWorks(
      tx,
      drafts.map((draft) => ({ draft })),
      adding,
    ),
  )
  return ids.map((id) => id ?? 0)
}

/** A public work of the roads that begins tomorrow. */
export async function plantedWork(portal: Portal): Promise<number> {
  const { abai } = await plantStreets(portal)
  const range = { from: 2, to: 40, side: 'even' } as const
  const [id = 0] = await publish(portal, roadWork(portal, { streets: [{ streetId: abai, range }] }))
  return id
}
