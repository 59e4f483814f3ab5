import type { RequestHandler } from 'express'
import { z } from 'zod'
import type { Deps } from '../../platform/deps.ts'
import { colorSchemes, textSizes } from '../../platform/http/chrome.ts'
import { cookieValue } from '../../platform/http/cookies.ts'
import { NotFound } from '../../platform/http/errors.ts'
import { typedFields } from '../../platform/http/form.ts'
import type { Feature } from '../../platform/http/route.ts'
import { isLang, type Lang, langs } from '../../platform/i18n/texts.ts'
import { cityThemeCss, themeHref } from '../../platform/look/city-theme.ts'
import { type City, langsOf } from './city.ts'
import { logoHref } from './logo.ts'
import { cityPaths } from './paths.ts'
import { cities, cityBySlug } from './queries.ts'

export const city: Feature = {
  name: 'city',
  routes: (deps) => [
    { method: 'get', path: '/', access: 'machine', handlers: [toFirstPage(deps)] },
    { method: 'get', path: '/theme/:file', access: 'machine', handlers: [theme(deps)] },
    { method: 'get', path: '/logo/:file', access: 'machine', handlers: [logo(deps)] },
    { method: 'post', path: cityPaths.viewSettings(), access: 'machine', handlers: [saveView] },
  ],
}

/** `/` leads to the only city, or to the choice of a city, in the reader's language. */
function toFirstPage(deps: Deps): RequestHandler {
  return async (req, res) => {
    const all = await cities(deps)
    const only = all.length === 1 ? all[0] : undefined
    const offered = only ? langsOf(only) : langs
    const lang = preferredLang(req.get('Cookie'), req.acceptsLanguages([...offered]))
    res.vary('Accept-Language').vary('Cookie')
    res.redirect(302, only ? cityPaths.home(lang, only.slug) : `/${lang}`)
  }
}

function preferredLang(cookie: string | undefined, accepted: string | false): Lang {
  const chosen = cookieValue(cookie, 'lang')
  if (isLang(chosen)) return chosen
  return isLang(accepted) ? accepted : 'kk'
}

const forEver = 'public, max-age=31536000, immutable'
const forAMinute = 'public, max-age=60'

/** The city of `slug-hash.css`. Another process may know of a change already: then it is read anew, because what is
 * old under the new address would be kept for ever. */
async function cityOfFile(
  deps: Deps,
  file: string,
  isMeant: (city: City) => boolean,
): Promise<{ city: City; isMeant: boolean } | null> {
  const slug = file.replace(/-[\w-]{1,64}\.\w+$/, '')
  let found = await cityBySlug(deps, slug)
  if (found !== null && !isMeant(found)) {
    deps.cache.forget('city:')
    found = await cityBySlug(deps, slug)
  }
  return found && { city: found, isMeant: isMeant(found) }
}

function theme(deps: Deps): RequestHandler {
  return async (req, res) => {
    const file = String(req.params['file'])
    const found = await cityOfFile(
      deps,
      file,
      ({ slug, brandColour }) => themeHref(slug, brandColour) === `/theme/${file}`,
    )
    if (found === null) throw new NotFound('theme')
    res.set('Cache-Control', found.isMeant ? forEver : forAMinute)
    res.type('text/css').send(cityThemeCss(found.city.brandColour))
  }
}

function logo(deps: Deps): RequestHandler {
  return async (req, res) => {
    const file = String(req.params['file'])
    const found = await cityOfFile(deps, file, (one) => logoHref(one) === `/logo/${file}`)
    const picture = found?.city.profile.logo ?? null
    if (found === null || picture === null) throw new NotFound('logo')
    res.set('Cache-Control', found.isMeant ? forEver : forAMinute)
    res.set('Content-Security-Policy', "default-src 'none'; sandbox")
    res.type('image/png').send(Buffer.from(picture.png, 'base64'))
  }
}

const ViewForm = z.object({
  scheme: z.enum(colorSchemes).catch('auto'),
  textSize: z.enum(textSizes).catch('100'),
  // Only a path of this site: two slashes or a backslash would lead elsewhere.
  back: z
    .string()
    .regex(/^\/(?![/\\])/)
    .catch(cityPaths.root()),
})

const saveView: RequestHandler = (req, res) => {
  const { scheme, textSize, back } = ViewForm.parse(typedFields(req.body))
  res.cookie('view', `${scheme}.${textSize}`, {
    maxAge: 31_536_000_000,
    sameSite: 'lax',
    httpOnly: true,
    secure: req.secure,
  })
  res.redirect(303, back)
}
