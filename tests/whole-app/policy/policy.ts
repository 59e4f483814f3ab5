import { type StaffRole, staffRoles } from '../../../src/features/accounts/index.ts'
import { fieldReaders } from '../../../src/features/complaints/desk/readable.ts'
import { type Held, type Person, type PersonName, persons } from './persons.ts'
import type { Relation, Secret } from './things.ts'

/**
 * Who is meant by a line of the table, and where the role must be held: at the complaint (its office, its city, or an
 * office that helps), in the city of the address, there or in one of its offices, anywhere at all, or above the person of the address.
 */
type Audience = {
  roles: readonly StaffRole[] | 'any'
  at: 'complaint' | 'city' | 'offices' | 'anywhere'
  /** Also people of an office that only helps. */
  helper?: true
  /** One person alone, whose thing it is. */
  only?: PersonName
}

const atComplaint = (...roles: readonly StaffRole[]): Audience => ({ roles, at: 'complaint' })
const inCity = (...roles: readonly StaffRole[]): Audience => ({ roles, at: 'city' })
const anywhere = (...roles: readonly StaffRole[]): Audience => ({ roles, at: 'anywhere' })
const everyRole: readonly StaffRole[] = staffRoles

export const audiences = {
  /** Everybody who is signed in, with or without a role. */
  everybody: { roles: 'any', at: 'anywhere' },
  /** Everybody who has a role. */
  somebody: anywhere(...everyRole),
  /** Where the only thing that the address could name is nobody's here. */
  nobody: { roles: [], at: 'anywhere' },
  owner: { roles: 'any', at: 'anywhere', only: 'executor' },
  talker: { roles: 'any', at: 'anywhere', only: 'operator' },
  // At a complaint
  readers: { roles: everyRole, at: 'complaint', helper: true },
  holders: atComplaint(...everyRole),
  contactReaders: atComplaint('executor', 'head', 'registrar', 'controller', 'operator', 'city_admin'),
  officeWork: atComplaint('executor', 'head', 'controller', 'city_admin'),
  handling: atComplaint('executor', 'head', 'registrar', 'controller', 'city_admin'),
  ofOffice: atComplaint('executor', 'head'),
  helping: { roles: ['executor', 'head'], at: 'complaint', helper: true },
  noting: {
    roles: ['executor', 'head', 'registrar', 'controller', 'operator', 'city_admin'],
    ...{ at: 'complaint', helper: true },
  },
  chief: atComplaint('head'),
  heads: atComplaint('head', 'controller', 'city_admin'),
  deciding: atComplaint('controller', 'city_admin'),
  dispatch: atComplaint('registrar', 'controller', 'city_admin'),
  managersOf: atComplaint('head', 'city_admin'),
  // At an event, which the roads hold as they do the complaint
  eventEditors: atComplaint('executor', 'head', 'city_admin'),
  doorkeepers: atComplaint('executor', 'head', 'registrar', 'operator', 'city_admin'),
  // In the city of the address
  admins: inCity('city_admin'),
  desk: inCity('operator', 'controller', 'city_admin'),
  guideReaders: { roles: everyRole, at: 'offices' },
  guideEditors: { roles: ['head', 'controller', 'city_admin'], at: 'offices' },
  textWriters: { roles: ['head', 'city_admin'], at: 'offices' },
  newsReaders: { roles: ['executor', 'head', 'controller', 'auditor', 'city_admin'], at: 'offices' },
  newsWriters: { roles: ['executor', 'head', 'city_admin'], at: 'offices' },
  cityLeads: { roles: ['head', 'controller', 'city_admin'], at: 'offices' },
  cityChiefs: inCity('controller', 'city_admin'),
  cityNews: inCity('controller', 'auditor', 'city_admin'),
  worksReaders: { roles: everyRole, at: 'offices' },
  worksWriters: { roles: ['executor', 'head', 'city_admin'], at: 'offices' },
  ofCity: { roles: everyRole, at: 'offices' },
  // Where the address names no city: each sees the own
  someNews: anywhere('executor', 'head', 'controller', 'auditor', 'city_admin'),
  someAdmin: anywhere('city_admin'),
  someDesk: anywhere('operator', 'controller', 'city_admin'),
  someLead: anywhere('head', 'controller', 'city_admin'),
  someGuideWriter: anywhere('executor', 'head', 'controller', 'city_admin'),
  someManager: anywhere('head', 'city_admin'),
  eventWriters: anywhere('executor', 'head', 'city_admin'),
  someModerator: anywhere('registrar', 'controller', 'city_admin'),
  someAuditor: anywhere('controller', 'auditor', 'city_admin'),
  auditors: anywhere('auditor'),
} as const satisfies Record<string, Audience>
export type AudienceName = keyof typeof audiences

/** A line of the table of staff pages, read. */
export type StaffPolicy = {
  lets: AudienceName
  /** What those who are let in are answered; `act`: it is done, and readers who may not are told so. */
  answer: string
  /** A fresh proof is asked for first. */
  proof: boolean
  /** What somebody who owes the second factor is answered, where that is not the way to it. */
  entering: string | undefined
  /** The answer where the complaint is erased, when it is another one. */
  erased: string | undefined
  /** Works once; whoever comes later finds nothing. */
  once: boolean
}

/** `readers 200`, `someManager 422 proof`, `everybody 200 entering=200`, `handling act`. */
export function readStaffPolicy(line: string): StaffPolicy {
  const [lets = '', answer = '', ...flags] = line.split(' ')
  if (!(lets in audiences)) throw new Error(`No such audience: ${line}`)
  const flagOf = (name: string) => flags.find((flag) => flag.startsWith(`${name}=`))?.slice(name.length + 1)
  return {
    lets: lets as AudienceName,
    answer,
    proof: flags.includes('proof'),
    once: flags.includes('once'),
    entering: flagOf('entering'),
    erased: flagOf('erased'),
  }
}

const isOfCity = ({ where, role }: Held) => where === 'city' && role !== 'executor' && role !== 'head'

/** True when a role is held where the complaint is. `unrouted`: no office has it. */
const reaches = (held: Held, isRouted: boolean) => isOfCity(held) || (held.where === 'roads' && isRouted)

export function isIn(name: PersonName, audience: Audience, isRouted = true): boolean {
  const { session, roles }: Person = persons[name]
  if (session === 'none' || session === 'password') return false
  if (audience.only !== undefined) return audience.only === name
  const allows = ({ role }: Held) => audience.roles === 'any' || audience.roles.includes(role)
  switch (audience.at) {
    case 'anywhere':
      return audience.roles === 'any' || roles.some(allows)
    case 'city':
      return roles.some((held) => allows(held) && isOfCity(held))
    case 'offices':
      return roles.some((held) => allows(held) && held.where !== 'otherCity')
    case 'complaint': {
      const helps = (held: Held) => audience.helper === true && held.where === 'akimat' && isRouted
      return roles.some((held) => allows(held) && (reaches(held, isRouted) || helps(held)))
    }
  }
}

/** True when the table of fields lets this person read a part of the complaint; what others may only open is not read. */
function readsField(name: PersonName, field: keyof typeof fieldReaders): boolean {
  const { session, roles }: Person = persons[name]
  if (session === 'none' || session === 'password') return false
  const held = roles.filter((one) => reaches(one, true)).map(({ role }) => role)
  const helps = roles.some(({ where }) => where === 'akimat')
  const readers = held.length > 0 ? held : helps ? (['helper'] as const) : []
  return readers.some((reader) => fieldReaders[field].includes(reader))
}

type Place = { name: string; isStaff: boolean; person: PersonName; relation: Relation }

/** What an answer may hold of the words that were planted. */
export function mayHold(secret: Secret, { name, isStaff, person, relation }: Place): boolean {
  const isOpen = isIn(person, audiences.readers)
  switch (secret) {
    case 'contact':
      return name === contactsRoute && relation !== 'erased' && readsField(person, 'contacts')
    case 'note':
      return isStaff && readsField(person, 'notes')
    case 'caller':
      return name.includes('/staff/operator/') && isIn(person, audiences.desk)
    case 'hidden':
      // Whoever holds the link of the hidden one reads the own words, and so does whoever may open it
      return isStaff ? isOpen : name.includes('/mine/') && relation === 'hidden'
    case 'erased':
      return false
  }
}

/** What an answer must hold, or the table of fields would be kept by showing nothing to anybody. */
export function mustHold(secret: Secret, { name, person, relation }: Place): boolean {
  const onPage = name === 'get /staff/complaints/:number' || name === 'get /staff/complaints/:number/print'
  switch (secret) {
    case 'contact':
      return name === contactsRoute && relation !== 'erased' && readsField(person, 'contacts')
    case 'note':
      return onPage && readsField(person, 'notes')
    case 'hidden':
      return onPage && relation === 'hidden' && isIn(person, audiences.readers)
    default:
      return false
  }
}

const contactsRoute = 'post /staff/complaints/:number/contacts'
