import type { Browser, Page } from 'playwright-core'
import { accountPaths } from '../../../src/features/accounts/index.ts'
import type { ListeningPortal } from '../../support/listening-portal.ts'
import { appOf, castPassword, codeOf, cookieOf, signInAs } from '../../support/sign-in.ts'
import { openWatched, type Watched } from '../../support/watched-page.ts'
import type { Who } from './story.ts'

/** The staff of the story, each in a browser context of their own, and a resident. */
export type Crew = {
  /** The window of this person, signed in today. */
  at(who: Who): Promise<Page>
  /** The window of residents: their own pages by the secret links, and what everybody sees. */
  resident: Page
  /** What went wrong in any window since the last call. */
  faults(): string[]
  close(): Promise<void>
}

const emails: Record<Who, string> = {
  registrar: 'registrar@example.kz',
  executor: 'executor@example.kz',
  housing: 'housing@example.kz',
  head: 'head@example.kz',
  controller: 'controller@example.kz',
  operator: 'operator@example.kz',
  admin: 'city_admin@example.kz',
}

/** `byHand`: everybody signs in on the page on their first day; on later ones the window is given the session. */
export async function gatherCrew(
  portal: ListeningPortal,
  browser: Browser,
  { byHand }: { byHand: boolean },
): Promise<Crew> {
  await plantSecondExecutor(portal)
  const windows = new Map<Who, { watched: Watched; day: string }>()
  const resident = await openWatched(browser, portal.origin, { width: 1366, height: 900 })
  const today = () => portal.deps.now().toString().slice(0, 10)

  async function enter(who: Who): Promise<Page> {
    const known = windows.get(who)
    if (known?.day === today()) return known.watched.page
    const watched = known?.watched ?? (await openWatched(browser, portal.origin, desk))
    windows.set(who, { watched, day: today() })
    if (known === undefined && byHand) await signInByHand(portal, watched.page, emails[who])
    else await giveSession(portal, watched, emails[who])
    return watched.page
  }

  return {
    at: enter,
    resident: resident.page,
    faults: () => [
      ...resident.faults().map((fault) => `resident: ${fault}`),
      ...[...windows].flatMap(([who, { watched }]) => watched.faults().map((fault) => `${who}: ${fault}`)),
    ],
    async close() {
      for (const { watched } of windows.values()) await watched.context.close()
      await resident.context.close()
    },
  }
}

const desk = { width: 1366, height: 768 }

async function plantSecondExecutor({ deps, cast }: ListeningPortal): Promise<void> {
  await deps.db.staff.create({
    data: {
      email: emails.housing,
      name: 'Marat housing',
      positionKk: 'маман',
      positionRu: 'специалист',
      positionEn: 'specialist',
      createdAt: new Date('2025-01-01T00:00:00Z'),
      roles: { create: { cityId: cast.city.id, officeId: cast.offices.housing, role: 'executor' } },
    },
  })
}

/** A session lasts twelve hours at most, so whoever comes to work signs in. */
async function giveSession(portal: ListeningPortal, { context }: Watched, email: string): Promise<void> {
  const [name = '', value = ''] = cookieOf(await signInAs(portal, email)).split('=')
  await context.addCookies([{ name, value, url: portal.origin }])
}

async function signInByHand(portal: ListeningPortal, page: Page, email: string): Promise<void> {
  // The first call sets the password by a link, as in life.
  await signInAs(portal, email)
  const { id } = await portal.deps.db.staff.findUniqueOrThrow({ where: { email } })
  await page.goto(`${portal.origin}${accountPaths.signIn()}`)
  await page.locator('input[name=email]').fill(email)
  await page.locator('input[name=password]').fill(castPassword)
  await page.locator('main form button[type=submit]').first().click()
  await page.waitForURL(/second-factor/)
  await page.locator('input[name=proof_code]').fill(codeOf(portal, await appOf(portal, id)))
  await page.locator('input[name=proof_code]').press('Enter')
  await page.waitForURL(/\/staff\/(?!second-factor)/)
}
