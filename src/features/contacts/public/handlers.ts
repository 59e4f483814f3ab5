import type { RequestHandler, Response } from 'express'
import { Temporal } from 'temporal-polyfill'
import { issueTicket, verifyTicket } from '../../../platform/crypto/form-ticket.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import { formKeyOf } from '../../../platform/http/once-key.ts'
import { networkIn, rateLimit } from '../../../platform/http/rate-limit.ts'
import { calendarOf, cityOf, hoursInWords, langOf, nameIn, translateOf } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { statisticsPaths } from '../../statistics/index.ts'
import { reportProblem } from '../actions/report-problem.ts'
import { contactPaths } from '../paths.ts'
import { contactsOf } from '../queries.ts'
import { type Card, vcardText } from '../vcard.ts'
import { ProblemForm } from './forms.ts'
import { contactsModel, contactsPage } from './page.ts'
import { type ProblemInput, problemModel, problemPage } from './problem-page.ts'

const ticketForm = 'site-problem'
const ticketAge = Temporal.Duration.from({ hours: 24 })

export function showContacts(deps: Deps): RequestHandler {
  return async (req, res) => {
    const [city, lang, t] = [cityOf(res), langOf(res), translateOf(res)]
    const [contacts, directory, calendar] = await Promise.all([
      contactsOf(deps, city.id),
      directoryOf(deps, city.id),
      calendarOf(deps, city.calendar),
    ])
    const around = { city, directory, calendar, now: deps.now(), lang, t, here: req.path }
    contactsPage(res, contactsModel({ ...contacts, ...around }))
  }
}

/** The contacts of an office as a card for an address book. */
export function officeCard(deps: Deps): RequestHandler {
  return async (req, res) => {
    const [city, lang] = [cityOf(res), langOf(res)]
    const { offices, officeById } = await directoryOf(deps, city.id)
    const office = offices.find(({ code, current }) => code === req.params['office'] && current)
    if (office === undefined) throw new NotFound('office')
    const { address, phones, email, hours, point } = office.contacts
    const parent = office.parentId === null ? undefined : officeById.get(office.parentId)
    sendCard(res, `${city.slug}-${office.code}`, {
      uid: `office-${office.id}@${new URL(deps.config.publicUrl).hostname}`,
      name: nameIn(office.names, lang),
      organisation: [
        ...(parent === undefined ? [] : [nameIn(parent.names, lang)]),
        nameIn(office.names, lang),
      ],
      ...{ phones, email, lang, point },
      address: address === null ? null : { street: nameIn(address, lang), city: nameIn(city.names, lang) },
      url: deps.config.publicUrl + statisticsPaths.office(lang, city.slug, office.code),
      note: hours.map((one) => hoursInWords(one, lang)).join('\n'),
    })
  }
}

/** The same for a utility, emergency numbers first. */
export function utilityCard(deps: Deps): RequestHandler {
  return async (req, res) => {
    const [city, lang] = [cityOf(res), langOf(res)]
    const { utilities } = await contactsOf(deps, city.id)
    const utility = utilities.find(({ id }) => String(id) === req.params['utility'])
    if (utility === undefined) throw new NotFound('utility')
    const street = nameIn(utility.address, lang)
    sendCard(res, `${city.slug}-${utility.id}`, {
      uid: `utility-${utility.id}@${new URL(deps.config.publicUrl).hostname}`,
      name: nameIn(utility.names, lang),
      organisation: [nameIn(utility.names, lang)],
      phones: [...utility.emergencyPhones, ...utility.officePhones],
      email: null,
      address: street === '' ? null : { street, city: nameIn(city.names, lang) },
      point: utility.point,
      url: `${deps.config.publicUrl}${contactPaths.page(lang, city.slug)}#utilities`,
      note: [nameIn(utility.about, lang), ...utility.hours.map((one) => hoursInWords(one, lang))]
        .filter(Boolean)
        .join('\n'),
      lang,
    })
  }
}

function sendCard(res: Response, name: string, card: Card): void {
  // The extension would make it the type of version 2.
  res.attachment(`${name}.vcf`).type('text/vcard').send(vcardText(card))
}

export function problemHandlers(deps: Deps): Record<'show' | 'send', RequestHandler> {
  // Whole cities sit behind one mobile address: the limit is for floods alone.
  const limit = rateLimit(deps, { name: 'site-problem', points: 3000, seconds: 3600 })
  const inputOf = (res: Response): Omit<ProblemInput, 'typed'> => ({
    ...{ city: cityOf(res), lang: langOf(res), t: translateOf(res) },
    ticket: issueTicket(deps.keys, ticketForm, deps.now()),
  })
  return {
    show: (req, res) => {
      const { page, done } = req.query
      const typed = { where: typeof page === 'string' ? page.slice(0, 300) : '' }
      problemPage(res, problemModel({ ...inputOf(res), typed, done: done === '1' }))
    },

    send: async (req, res) => {
      const input = { ...inputOf(res), typed: typedFields(req.body) }
      const parsed = parseForm(ProblemForm, req.body)
      if (!parsed.ok) return problemPage(res, problemModel({ ...input, errors: parsed.form.errors }), 422)
      const { where, text, email, ticket, website } = parsed.value
      const asked = { form: ticketForm, now: deps.now(), maxAge: ticketAge }
      const verified = verifyTicket(deps.keys, ticket, asked)
      if (!verified.ok) return problemPage(res, problemModel({ ...input, message: 'old' }), 422)
      const wait = await limit(networkIn(res))
      if (wait > 0) {
        res.set('Retry-After', String(Math.ceil(wait / 1000)))
        return problemPage(res, problemModel({ ...input, message: 'often' }), 429)
      }
      const { city, lang } = input
      const formKey = formKeyOf(req, verified.nonce)
      // Whoever fills in what people do not see is thanked and not listened to.
      if (website === '') {
        await reportProblem(deps, { cityId: city.id, page: where, text, lang, email, formKey })
      }
      res.redirect(303, contactPaths.problem(lang, city.slug, { done: '1' }))
    },
  }
}
