import { parseArgs } from 'node:util'
import {
  accountPaths,
  addStaff,
  disableStaff,
  isOfficeRole,
  issueSetupLink,
  type RoleAt,
  type SetupLink,
  type StaffRole,
  staffList,
  staffRoles,
} from '../features/accounts/index.ts'
import { type City, cities, type Names, nameIn } from '../features/city/index.ts'
import { directoryOf } from '../features/offices/index.ts'
import type { Deps } from '../platform/deps.ts'
import { isLang, langs } from '../platform/i18n/texts.ts'
import { formatMoment } from '../platform/time/format.ts'
import { UserError } from '../platform/user-error.ts'
import { runCommand } from './run-command.ts'
import { withDeps } from './with-deps.ts'

const HELP = `Accounts of staff. There is no other way to get the first one, and none has a password made by anybody
but its owner: every account begins with a link that works once and for 72 hours.

Usage: npm run staff -- add --email ADDRESS --name NAME --city SLUG --role ROLE [options]
       npm run staff -- list [--city SLUG]
       npm run staff -- link --email ADDRESS      a new link, when the first has expired or the password is forgotten
       npm run staff -- disable --email ADDRESS   closes the account and ends its sessions at once

Options of add:
  --role ROLE         of the whole city: registrar, controller, operator, city_admin;
                      of one office: executor, head. May be given several times.
  --office CODE       the office, for the roles of one office
  --position-kk TEXT  what the public reads under an answer instead of the name; likewise --position-ru, --position-en.
                      Without them it is the usual word for the first role.
  --lang kk|ru|en     language of the person's pages (ru)`

const options = {
  email: { type: 'string' },
  name: { type: 'string' },
  city: { type: 'string' },
  role: { type: 'string', multiple: true },
  office: { type: 'string' },
  'position-kk': { type: 'string' },
  'position-ru': { type: 'string' },
  'position-en': { type: 'string' },
  lang: { type: 'string', default: 'ru' },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

/** Judges the options first, so that a slip starts no database; then does the work. */
type Command = (values: Values) => (deps: Deps) => Promise<void>

const commands = new Map<string, Command>([
  ['add', add],
  ['list', list],
  ['link', link],
  ['disable', disable],
])

await runCommand(HELP, async () => {
  const { positionals, values } = parseArgs({ options, allowPositionals: true })
  const command = commands.get(positionals[0] ?? '')
  if (command === undefined || positionals.length > 1) {
    throw new UserError('Say what to do: add, list, link or disable. (--help shows how)')
  }
  await withDeps(command(values))
})

function add(values: Values) {
  const email = emailOf(values)
  const name = given(values.name, 'name', '"Asel Serikova"').trim()
  const slug = given(values.city, 'city', 'oskemen')
  const roles = (values.role ?? []).map(knownRole)
  const [first] = roles
  if (first === undefined) throw new UserError(`Give --role: ${staffRoles.join(', ')}.`)
  const { lang, office } = values
  if (!isLang(lang)) throw new UserError(`--lang must be one of ${langs.join(', ')}.`)
  return async (deps: Deps) => {
    const city = await cityOf(deps, slug)
    const added = await addStaff(deps, {
      email,
      name,
      position: positionOf(deps, values, first),
      lang,
      roles: await rolesAt(deps, city, roles, office),
      at: deps.now().epochMilliseconds,
    })
    if (added === null) {
      throw new UserError(
        `${email} has an account already. For a new link: npm run staff -- link --email ${email}`,
      )
    }
    console.log(`${name} <${email}> may now work in ${nameIn(city.names, 'en')} as ${roles.join(', ')}.`)
    printLink(deps, added)
  }
}

function list({ city }: Values) {
  return async (deps: Deps) => {
    if (city !== undefined) await cityOf(deps, city)
    const people = await staffList(deps, deps.now().epochMilliseconds, city)
    if (people.length === 0) console.log('Nobody has an account yet.')
    for (const { email, name, state, roles, sessions } of people) {
      const where = roles.map(
        (role) => `${role.role} in ${[role.city, role.office].filter(Boolean).join('/')}`,
      )
      console.log([email, name, state, where.join(', ') || 'no role', `sessions: ${sessions}`].join('\t'))
    }
  }
}

function link(values: Values) {
  const email = emailOf(values)
  return async (deps: Deps) => {
    const issued = await issueSetupLink(deps, { email, at: deps.now().epochMilliseconds })
    if (issued === null) throw nobody(email)
    printLink(deps, issued)
  }
}

function disable(values: Values) {
  const email = emailOf(values)
  return async (deps: Deps) => {
    const isClosed = await disableStaff(deps, { email, at: deps.now().epochMilliseconds })
    if (!isClosed) throw nobody(email)
    console.log(`The account of ${email} is closed and its sessions have ended.`)
  }
}

function printLink({ config }: Deps, { token, expiresAt }: SetupLink): void {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  console.log(
    `This link sets the password. It works once, until ${formatMoment(expiresAt, 'en', timeZone)} (${timeZone}):`,
  )
  console.log(`${config.publicUrl}${accountPaths.setUp(token)}`)
}

function nobody(email: string): UserError {
  return new UserError(`Nobody active has the address ${email}. npm run staff -- list shows all accounts.`)
}

function given(value: string | undefined, option: string, example: string): string {
  if (value === undefined || value.trim() === '') {
    throw new UserError(`Give --${option}, for example --${option} ${example}.`)
  }
  return value
}

function emailOf(values: Values): string {
  const email = given(values.email, 'email', 'a.serikova@example.kz').trim().toLowerCase()
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) throw new UserError(`${email} is not an e-mail address.`)
  return email
}

async function cityOf(deps: Deps, slug: string): Promise<City> {
  const all = await cities(deps)
  const city = all.find((one) => one.slug === slug)
  if (city !== undefined) return city
  const known = all.map((one) => one.slug).join(', ')
  throw new UserError(
    `There is no city ${slug}. ${known ? `There are: ${known}.` : 'There is none yet: npm run city.'}`,
  )
}

function knownRole(text: string): StaffRole {
  const role = staffRoles.find((known) => known === text)
  if (role === undefined) throw new UserError(`${text} is no role. Roles: ${staffRoles.join(', ')}.`)
  return role
}

/** Roles of one office need it; with roles of the whole city alone, naming an office is a mistake. */
async function rolesAt(
  deps: Deps,
  city: City,
  roles: readonly StaffRole[],
  officeCode: string | undefined,
): Promise<RoleAt[]> {
  const { offices } = await directoryOf(deps, city.id)
  const ofOffice = roles.find(isOfficeRole)
  const codes = () =>
    offices
      .filter(({ external }) => !external)
      .map(({ code }) => code)
      .join(', ')
  if (ofOffice === undefined && officeCode !== undefined) {
    throw new UserError(`${roles.join(', ')} is a role of the whole city; leave --office out.`)
  }
  if (ofOffice !== undefined && officeCode === undefined) {
    throw new UserError(`${ofOffice} is a role of one office: give --office, one of ${codes()}.`)
  }
  const office = offices.find(({ code }) => code === officeCode)
  if (officeCode !== undefined && office === undefined) {
    throw new UserError(`${city.slug} has no office ${officeCode}. There are: ${codes()}.`)
  }
  if (office?.external) throw new UserError(`${officeCode} has no staff here: complaints go there by letter.`)
  return roles.map((role) => ({
    cityId: city.id,
    officeId: isOfficeRole(role) && office ? office.id : null,
    role,
  }))
}

/** In all languages; a language that was left out has the text of another one, which is better than none. */
function positionOf(deps: Deps, values: Values, role: StaffRole): Names {
  const { 'position-kk': kk, 'position-ru': ru, 'position-en': en } = values
  const some = ru ?? kk ?? en
  const usual = (lang: 'kk' | 'ru' | 'en') => deps.texts.in(lang)(`accounts:position.${role}`)
  return { kk: kk ?? some ?? usual('kk'), ru: ru ?? some ?? usual('ru'), en: en ?? some ?? usual('en') }
}
