import { sendOutbox } from './device/send.ts'

// Opens the portal without a network. Kept are files that never change and the page for writing a report, which is the
// same for everybody; a page with anything personal never is.

declare const BUILD: string
declare const FILES: readonly string[]

type Extendable = Event & { waitUntil(work: Promise<unknown>): void }
type Fetching = Extendable & {
  request: Request
  preloadResponse: Promise<Response | undefined>
  respondWith(response: Response | Promise<Response>): void
}
type Scope = {
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void>; matchAll(): Promise<{ postMessage(said: string): void }[]> }
  registration: { navigationPreload?: { enable(): Promise<void> } }
  addEventListener(name: 'install' | 'activate', handle: (event: Extendable) => void): void
  addEventListener(name: 'fetch', handle: (event: Fetching) => void): void
  addEventListener(name: 'message', handle: (event: Extendable & { data: Said }) => void): void
  addEventListener(name: 'sync', handle: (event: Extendable & { tag: string }) => void): void
}
/** What pages say: keep these for a place without a network; send what waits. */
type Said = { keep?: readonly string[]; send?: boolean }

const worker = self as unknown as Scope
const cacheName = `files-${BUILD}`
/** Pages are kept apart: a new build must not lose the page of somebody who is underground. */
const pagesName = 'pages'

worker.addEventListener('install', (event) => {
  event.waitUntil(keepFiles().then(() => worker.skipWaiting()))
})
worker.addEventListener('activate', (event) => {
  event.waitUntil(takeOver())
})
worker.addEventListener('message', (event) => {
  const { keep = [], send = false } = event.data
  if (keep.length > 0) event.waitUntil(keepPages(keep))
  if (send) event.waitUntil(sendOutbox(tellPages))
})
worker.addEventListener('sync', (event) => {
  if (event.tag === 'outbox') event.waitUntil(sendOutbox(tellPages))
})
worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== location.origin) return
  if (request.mode === 'navigate') {
    if (request.method === 'GET' && !pathname.startsWith('/staff')) event.respondWith(page(event, pathname))
    else if (request.method === 'POST' && pathname.includes('/complaints/new'))
      event.respondWith(post(request, pathname))
  } else if (request.method === 'GET' && /^\/(?:build|theme)\//.test(pathname))
    event.respondWith(file(request))
})

async function takeOver(): Promise<void> {
  await worker.registration.navigationPreload?.enable()
  await worker.clients.claim()
  const cache = await caches.open(pagesName)
  const addresses = (await cache.keys()).map(({ url }) => url)
  // Kept pages name the files of their own build: those go when the pages have been renewed.
  if (await keepPages(addresses, 0)) await dropOldFiles()
}

async function keepFiles(): Promise<void> {
  const cache = await caches.open(cacheName)
  await cache.addAll(FILES)
}

async function dropOldFiles(): Promise<void> {
  for (const name of await caches.keys())
    if (name !== cacheName && name !== pagesName) await caches.delete(name)
}

const dayMs = 86_400_000

/**
 * Without cookies, so that nothing of this reader can be in them; whatever says it is personal is not kept. Younger
 * copies than `oldestMs` are good enough. Answers whether all of them are there.
 */
async function keepPages(addresses: readonly string[], oldestMs = dayMs): Promise<boolean> {
  const cache = await caches.open(pagesName)
  let complete = true
  for (const address of addresses) {
    const kept = await cache.match(address, { ignoreVary: true })
    const age = Date.now() - Date.parse(kept?.headers.get('Date') ?? '')
    if (age < oldestMs) continue
    const response = await fetch(address, { credentials: 'omit', cache: 'no-cache' }).catch(() => null)
    if (response?.ok && isForEverybody(response)) await cache.put(address, response)
    else if (response && [404, 410].includes(response.status)) await cache.delete(address)
    else complete = false
  }
  return complete
}

const isForEverybody = ({ headers }: Response): boolean =>
  !headers.has('Set-Cookie') && /\bpublic\b/.test(headers.get('Cache-Control') ?? '')

async function page(event: Fetching, pathname: string): Promise<Response> {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request))
  } catch {
    return (await keptPage(pathname)) ?? Response.error()
  }
}

/** A form that cannot be sent: what was typed is on the device, and the page that works without a network has it. */
async function post(request: Request, pathname: string): Promise<Response> {
  try {
    return await fetch(request)
  } catch (error) {
    const kept = await keptPage(pathname)
    if (kept === undefined) throw error
    return Response.redirect(`${kept.url}#draft`, 303)
  }
}

/** This very page, else the one for writing of this city in this language, else in any. */
async function keptPage(pathname: string): Promise<Response | undefined> {
  const [, lang, city] = pathname.split('/')
  const cache = await caches.open(pagesName)
  const own = await cache.match(pathname, { ignoreVary: true })
  if (own) return own
  const exact = await cache.match(`/${lang}/${city}/offline`, { ignoreVary: true })
  if (exact) return exact
  const addresses = (await cache.keys()).map(({ url }) => new URL(url).pathname)
  const nearest = addresses.find((one) => one.endsWith('/offline') && one.startsWith(`/${lang}/`))
  const any = nearest ?? addresses.find((one) => one.endsWith('/offline'))
  return any === undefined ? undefined : cache.match(any, { ignoreVary: true })
}

/** The address of a file changes with its content: what is kept is right for ever. */
async function file(request: Request): Promise<Response> {
  const kept = await caches.match(request, { ignoreVary: true })
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok && isForEverybody(response)) {
    const cache = await caches.open(cacheName)
    await cache.put(request, response.clone())
  }
  return response
}

function tellPages(): void {
  void worker.clients.matchAll().then((pages) => {
    for (const page of pages) page.postMessage('outbox')
  })
}
