import { DURATION } from './duration.ts'
import type { Section } from './entry.ts'

/** Names of `resource` lines. */
export const RESOURCE = {
  tags: {
    resource_id: { label: ['Resource id', '资源 ID'], about: 'Id of the request.' },
    resource_status: {
      unit: 'code',
      columnSince: 1,
      column: 'status',
      isListed: true,
      isFacet: true,
      alias: 'status',
      label: ['Status', '状态码'],
      about: 'HTTP status of the answer; absent if the request got none.',
    },
    resource_status_group: {
      isFacet: true,
      label: ['Status group', '状态码分组'],
      about: 'First digit of the status: `2xx`.',
    },
    resource_method: {
      columnSince: 1,
      column: 'method',
      isListed: true,
      isFacet: true,
      label: ['Method', '请求方法'],
      about: 'HTTP method of a `fetch` or XHR.',
    },
  },
  fields: {
    duration: DURATION,
    resource_size: {
      unit: 'bytes',
      columnSince: 1,
      column: 'size',
      label: ['Size', '资源大小'],
      about: 'Size of the decoded body.',
    },
    resource_url: {
      columnSince: 1,
      column: 'name',
      isListed: true,
      isFreeText: true,
      text: 'long',
      label: ['Resource URL', '资源地址'],
      about: 'Address of the request.',
    },
    resource_url_host: {
      columnSince: 7,
      column: 'resource_host',
      isFacet: true,
      label: ['Resource host', '资源域名'],
      about: 'Host and port of `resource_url`.',
    },
    resource_url_path: { label: ['Resource path', '资源路径'], about: 'Path of `resource_url`.' },
    resource_url_path_group: {
      columnSince: 7,
      column: 'resource_path_group',
      isFacet: true,
      label: ['Resource path group', '资源路径分组'],
      about: '`resource_url_path` with `?` for numbers and ids.',
    },
    resource_url_query: {
      unit: 'json',
      label: ['Resource query', '资源查询参数'],
      about: 'JSON object of the query of `resource_url`.',
    },
    resource_type: {
      columnSince: 1,
      column: 'sub_type',
      isListed: true,
      isFacet: true,
      label: ['Resource type', '资源类型'],
      about: 'Kind of the request: `document`, `fetch`, `xhr`, `js`, `css`, `image` and so on.',
    },
    resource_protocol: {
      isFacet: true,
      label: ['Protocol', '协议'],
      about: 'Network protocol: `h2`, `h3`.',
    },
    resource_delivery_type: {
      label: ['Delivery type', '传输方式'],
      about: '`cache`, if the browser reports that the answer came from there.',
    },
    resource_encode_size: {
      unit: 'bytes',
      label: ['Encoded size', '压缩后大小'],
      about: 'Size of the body before it is decoded.',
    },
    resource_decode_size: {
      unit: 'bytes',
      label: ['Decoded size', '解码后大小'],
      about: 'Size of the decoded body.',
    },
    resource_transfer_size: {
      unit: 'bytes',
      label: ['Transfer size', '传输大小'],
      about: 'Size of the answer with its head; 0 from the cache.',
    },
    resource_render_blocking_status: {
      label: ['Render blocking', '渲染阻塞状态'],
      about: '`blocking` if the page waits for the resource before it renders.',
    },
    resource_dns: { unit: 'ns', label: ['DNS', 'DNS 解析耗时'], about: 'Time of the DNS lookup.' },
    resource_tcp: {
      unit: 'ns',
      label: ['TCP', 'TCP 连接耗时'],
      about: 'Time until the connection is open, TLS included.',
    },
    resource_ssl: {
      unit: 'ns',
      label: ['TLS', 'TLS 握手耗时'],
      about: 'Time of the TLS handshake.',
    },
    resource_ttfb: {
      unit: 'ns',
      label: ['Request to first byte', '请求首字节耗时'],
      about: 'Time from the request to the first byte of the answer.',
    },
    resource_trans: {
      unit: 'ns',
      label: ['Download', '下载耗时'],
      about: 'Time from the first to the last byte of the answer.',
    },
    resource_redirect: {
      unit: 'ns',
      label: ['Redirect', '重定向耗时'],
      about: 'Time of all redirects.',
    },
    resource_first_byte: {
      unit: 'ns',
      label: ['First byte', '首字节耗时'],
      about: 'Time from the DNS lookup to the first byte of the answer.',
    },
    resource_dns_time: {
      unit: 'json',
      label: ['DNS span', 'DNS 时段'],
      about: 'JSON object with `start` and `duration` of the DNS lookup, in ns.',
    },
    resource_download_time: {
      unit: 'json',
      label: ['Download span', '下载时段'],
      about: 'JSON object with `start` and `duration` of the download, in ns.',
    },
    resource_first_byte_time: {
      unit: 'json',
      label: ['First byte span', '首字节时段'],
      about: 'JSON object with `start` and `duration` of the wait for the first byte, in ns.',
    },
    resource_connect_time: {
      unit: 'json',
      label: ['Connection span', '连接时段'],
      about: 'JSON object with `start` and `duration` of the connection, in ns.',
    },
    resource_ssl_time: {
      unit: 'json',
      label: ['TLS span', 'TLS 时段'],
      about: 'JSON object with `start` and `duration` of the TLS handshake, in ns.',
    },
    resource_redirect_time: {
      unit: 'json',
      label: ['Redirect span', '重定向时段'],
      about: 'JSON object with `start` and `duration` of the redirects, in ns.',
    },
    // An addition of this SDK.
    resource_failure: {
      isFacet: true,
      label: ['Failure', '失败原因'],
      about: '`aborted` by the page, or `failed` in transit; such a request has no status.',
    },
  },
} as const satisfies Section
