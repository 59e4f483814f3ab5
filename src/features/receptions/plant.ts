import { toDate } from '../../platform/db/instant.ts'
import type { Deps } from '../../platform/deps.ts'
import type { PlantedCity } from '../../platform/http/route.ts'
import { directoryOf, type Office } from '../offices/index.ts'
import type { BodyKind } from './rules.ts'

const mostOffices = 12

/** Who receives in a new city: its offices and the bodies that are none. Hours that no source names are left out. */
export async function plantBodies(deps: Deps, { id: cityId, at }: PlantedCity): Promise<void> {
  const { offices } = await directoryOf(deps, cityId)
  const own = offices
    .filter(({ current, external, kind }) => current && !external && kind !== 'utility')
    .slice(0, mostOffices)
    .map((office) => ({
      ...{ code: `office-${office.code.toLowerCase()}`, kind: kindOf(office), officeId: office.id },
      ...{ nameKk: office.names.kk, nameRu: office.names.ru, nameEn: office.names.en },
      addressKk: office.contacts.address?.kk ?? '',
      addressRu: office.contacts.address?.ru ?? '',
      addressEn: office.contacts.address?.en ?? '',
      ...{ phones: office.contacts.phones, hours: office.contacts.hours },
    }))
  const data = [...own, ...independentBodies].map((body, position) => ({
    ...{ cityId, position, updatedAt: toDate(at), ...body },
  }))
  await deps.db.receptionBody.createMany({
    data: data.map((body) => ({ ...body, phones: [...body.phones] })),
    skipDuplicates: true,
  })
}

const kindOf = ({ kind }: Office): BodyKind =>
  kind === 'akimat' ? 'akimat' : kind === 'department' ? 'department' : 'other'

/** Bodies that are no offices of the portal, and the front office with its queue: each city has them. */
const independentBodies = [
  {
    ...{ code: 'front-office', kind: 'front_office', officeId: null, queueLetter: 'A', phones: [] },
    ...{ nameKk: 'Фронт-кеңсе', nameRu: 'Фронт-офис', nameEn: 'Front office' },
    aboutKk: 'Кеңес беру, өтініш қабылдау, қай мекемеге баруды айту',
    aboutRu: 'Консультации, приём обращений, подсказка, в какое ведомство идти',
    aboutEn: 'Advice, complaints, and which office to go to',
  },
  {
    ...{ code: 'prosecutor', kind: 'prosecutor', officeId: null, phones: [] },
    ...{ nameKk: 'Қала прокуратурасы', nameRu: 'Прокуратура города', nameEn: 'City prosecutor' },
    aboutKk: 'Мемлекеттік органдардың әрекетсіздігіне шағым',
    aboutRu: 'Жалобы на бездействие государственных органов',
    aboutEn: 'Complaints about bodies that do nothing',
  },
  {
    ...{ code: 'police', kind: 'police', officeId: null, phones: ['102'] },
    ...{ nameKk: 'Полиция басқармасы', nameRu: 'Управление полиции', nameEn: 'Police department' },
    aboutKk: 'Қоғамдық тәртіп, шу, дұрыс қойылмаған көлік',
    aboutRu: 'Общественный порядок, шум, неправильная парковка',
    aboutEn: 'Public order, noise, wrong parking',
  },
  {
    ...{ code: 'revenue', kind: 'revenue', officeId: null, phones: [] },
    nameKk: 'Мемлекеттік кірістер басқармасы',
    ...{ nameRu: 'Управление государственных доходов', nameEn: 'State revenue department' },
    aboutKk: 'Салық, жеке кәсіпкерлікті тіркеу және жабу',
    aboutRu: 'Налоги, открытие и закрытие ИП',
    aboutEn: 'Taxes, opening and closing a business',
  },
  {
    ...{ code: 'notary', kind: 'notary', officeId: null, phones: [] },
    ...{ nameKk: 'Кезекші нотариус', nameRu: 'Дежурный нотариус', nameEn: 'Notary on duty' },
    aboutKk: 'Сенімхат, құжат көшірмесін куәландыру',
    aboutRu: 'Доверенности, заверение копий',
    aboutEn: 'Powers of attorney, certified copies',
  },
  {
    ...{ code: 'mediators', kind: 'mediator', officeId: null, phones: [] },
    ...{ nameKk: 'Медиаторлар кеңсесі', nameRu: 'Кабинет медиаторов', nameEn: 'Mediators' },
    aboutKk: 'Көршілер мен отбасы арасындағы дауларды сотсыз шешу',
    aboutRu: 'Споры соседей и семей без суда',
    aboutEn: 'Disputes of neighbours and families without a court',
  },
] as const
