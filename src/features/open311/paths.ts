import type { Lang } from '../../platform/i18n/texts.ts'

const root = '/open311/v2'

/** Of the interface; the format is a part of the address. */
export const open311Paths = {
  /** Everything below belongs to programs: errors are told in their formats. */
  root: () => root,
  discovery: (format: string) => `${root}/discovery.${format}`,
  services: (format: string) => `${root}/services.${format}`,
  service: (code: string, format: string) => `${root}/services/${code}.${format}`,
  requests: (format: string) => `${root}/requests.${format}`,
  request: (id: string, format: string) => `${root}/requests/${id}.${format}`,
  token: (token: string, format: string) => `${root}/tokens/${token}.${format}`,
  updates: (format: string) => `${root}/servicerequestupdates.${format}`,
  /** For those who write programs. */
  guide: (lang: Lang, city: string) => `/${lang}/${city}/open-data/open311`,
}

export const keyPaths = {
  list: (done?: 'revoked') => `/staff/api-keys${done === undefined ? '' : `?done=${done}`}`,
  revoke: (key: number | string) => `/staff/api-keys/${key}/revoke`,
}
