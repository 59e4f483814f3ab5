import { randomInt } from 'node:crypto'
import type { Deps } from '../../../platform/deps.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import { addStaff, cityRoles, issueSetupLink, type StaffRole, setPassword } from '../../accounts/index.ts'
import type { City } from '../../city/index.ts'
import { directoryOf, type Office } from '../../offices/index.ts'
import { type DemoLogin, keepDemoLogins } from '../logins.ts'
import { inventedNames } from '../staff.ts'

/** So many offices of a city can be signed in to; the others have an executor without a password. */
const OFFICES_WITH_LOGIN = 3

type Person = { role: StaffRole; office: Office | null; canSignIn: boolean }

/**
 * One person for each role of the city and an executor in every office that works here; passwords are drawn at random
 * and kept in the file of demo logins. Who has an account already is left as it is. `at` in milliseconds UTC.
 */
export async function addDemoStaff(deps: Deps, city: City, at: number): Promise<DemoLogin[]> {
  const logins: DemoLogin[] = []
  const people = await peopleOf(deps, city)
  for (const [index, person] of people.entries()) {
    const { role, office } = person
    const email = emailOf(city, person)
    const added = await addStaff(deps, {
      email,
      name: inventedNames[(index + city.id * 7) % inventedNames.length] ?? role,
      position: positionOf(deps, role),
      lang: 'ru',
      roles: [{ cityId: city.id, officeId: office?.id ?? null, role }],
      at,
    })
    if (!person.canSignIn) continue
    const token = added?.token ?? (await linkOfUnfinished(deps, email, at))
    if (token === null) continue
    const login = { city: city.slug, role, office: office?.code ?? null, email, password: newPassword() }
    // Kept before it works: a start that is ended in between draws another one.
    await keepDemoLogins(deps, [login])
    await setPassword(deps, { token, password: login.password, at })
    logins.push(login)
  }
  return logins
}

async function peopleOf(deps: Deps, city: City): Promise<Person[]> {
  const { offices, rules } = await directoryOf(deps, city.id)
  const duties = ({ id }: Office) => rules.filter(({ officeId }) => officeId === id).length
  const staffed = offices
    .filter(({ external, current }) => current && !external)
    .sort((a, b) => duties(b) - duties(a) || a.id - b.id)
  return [
    ...cityRoles.map((role) => ({ role, office: null, canSignIn: true })),
    ...staffed.flatMap((office, place) => {
      const canSignIn = place < OFFICES_WITH_LOGIN
      const executor = { role: 'executor' as const, office, canSignIn }
      return canSignIn ? [executor, { role: 'head' as const, office, canSignIn }] : [executor]
    }),
  ]
}

/** The start that made this account was ended before it had a password. */
async function linkOfUnfinished(deps: Deps, email: string, at: number): Promise<string | null> {
  const account = await deps.db.staff.findUnique({ where: { email }, select: { passwordHash: true } })
  if (account === null || account.passwordHash !== null) return null
  return (await issueSetupLink(deps, { email, at }))?.token ?? null
}

function emailOf({ slug }: City, { role, office }: Person): string {
  const place = office === null ? '' : `.${office.code.toLowerCase()}`
  return `${role.replace('city_', '')}${place}@${slug}.example`
}

function positionOf({ texts }: Deps, role: StaffRole): Record<Lang, string> {
  const word = (lang: Lang) => texts.in(lang)(`accounts:position.${role}`)
  return { kk: word('kk'), ru: word('ru'), en: word('en') }
}

/** No letters or digits that look alike. Twenty of them are 98 bits. */
const letters = 'abcdefghijkmnpqrstuvwxyz23456789'

const newPassword = () =>
  Array.from({ length: 4 }, () =>
    Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join(''),
  ).join('-')
