import type { Portal } from '../../support/portal.ts'

/** Lines of contacts; see open-table.ts and staff-table.ts. */
export const contactsOpenTable: Readonly<Record<string, string>> = {
  'get /:lang/:city/contacts': '200',
  'get /:lang/:city/contacts/offices/:office.vcf': '200',
  'get /:lang/:city/contacts/utilities/:utility.vcf': '200',
  'get /:lang/:city/contacts/problem': '200',
  'post /:lang/:city/contacts/problem': '422',
  // The city of the cast has no contact centre
  'get /:lang/:city/contacts/call-back': '404',
  'post /:lang/:city/contacts/call-back': '404',
}

export const contactsStaffTable: Readonly<Record<string, string>> = {
  'get /staff/contacts': 'someManager 303',
  'get /staff/contacts/:city': 'textWriters 200',
  'post /staff/contacts/:city/problems/:problem/handled': 'admins 303',
  'get /staff/contacts/:city/utilities/new': 'admins 200',
  'post /staff/contacts/:city/utilities/new': 'admins 422',
  'get /staff/contacts/:city/utilities/:utility': 'admins 200',
  'post /staff/contacts/:city/utilities/:utility': 'admins 422',
  'post /staff/contacts/:city/utilities/:utility/remove': 'admins 409',
  'get /staff/contacts/:city/duty/new': 'textWriters 200',
  'post /staff/contacts/:city/duty/new': 'textWriters 422',
  'post /staff/contacts/:city/duty/:duty/end': 'textWriters 303 once',
}

/** A utility, somebody of the roads on duty, and a word about the site. */
export async function plantContacts({ deps, cast }: Portal): Promise<Record<string, string>> {
  const cityId = cast.city.id
  const at = new Date('2026-03-11T07:00:00Z')
  const utility = await deps.db.utilityContact.create({
    data: {
      ...{ cityId, service: 'water', nameKk: 'Су', nameRu: 'Вода', nameEn: 'Water', updatedAt: at },
      ...{ emergencyPhones: ['+77232251098'], officePhones: [] },
    },
  })
  const duty = await deps.db.dutyPerson.create({
    data: {
      ...{ cityId, officeId: cast.offices.roads, phone: '+77232251098', startsAt: at },
      ...{ positionKk: 'Кезекші', positionRu: 'Дежурный', positionEn: 'On duty' },
      endsAt: new Date('2026-03-12T07:00:00Z'),
    },
  })
  const problem = await deps.db.siteProblem.create({
    data: { cityId, page: '/ru', text: 'Карта', lang: 'ru', at, formKey: Buffer.alloc(32, 7) },
  })
  return { utility: String(utility.id), duty: String(duty.id), problem: String(problem.id) }
}
