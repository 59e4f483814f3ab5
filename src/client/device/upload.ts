/** What the portal says of the photos of a draft; only `errors` when it took nothing. */
export type PhotosAnswer = {
  token: string
  action: string
  photosHref: string
  photos: { id: string; src: string; href: string; name: string }[]
  errors: string[]
}

export type Sending = { done: Promise<PhotosAnswer>; cancel(): void }

/** Posts by XMLHttpRequest, which tells how far it is in percent. Refusals are answers; no answer rejects. */
export function upload(
  href: string,
  body: FormData | URLSearchParams,
  progress: (percent: number) => void = () => {},
): Sending {
  const request = new XMLHttpRequest()
  const done = new Promise<PhotosAnswer>((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      progress(Math.min(99, Math.round((100 * loaded) / Math.max(total, 1)))),
    )
    request.addEventListener('load', () => {
      const answer = request.response as PhotosAnswer | null
      if (answer === null || request.status >= 500) reject(new Error(String(request.status)))
      else resolve(answer)
    })
    for (const end of ['error', 'abort', 'timeout'])
      request.addEventListener(end, () => reject(new Error(end)))
    request.open('POST', href)
    request.responseType = 'json'
    request.send(body)
  })
  return { done, cancel: () => request.abort() }
}

/** A line that breaks gets two more chances, after one and three seconds. */
export function tryThrice(start: () => Sending): Sending {
  let cancelled = false
  let current = start()
  const go = async (pauses: number[]): Promise<PhotosAnswer> => {
    try {
      return await current.done
    } catch (error) {
      const [pause, ...rest] = pauses
      if (cancelled || pause === undefined) throw error
      await new Promise((resolve) => setTimeout(resolve, pause))
      if (cancelled) throw error
      current = start()
      return go(rest)
    }
  }
  return {
    done: go([1000, 3000]),
    cancel() {
      cancelled = true
      current.cancel()
    },
  }
}
