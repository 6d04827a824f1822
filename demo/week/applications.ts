import type { Weighted } from './random.ts'

export type ApplicationId = 'shop' | 'shop-cn' | 'admin'

/** One page of an application. `{n}` in a path is a number that differs from visit to visit. */
export interface Page {
  readonly path: string
  readonly name: string
  /** Medians, in ms. */
  readonly lcp: number
  readonly stay: number
  readonly calls: readonly Call[]
  readonly buttons: readonly string[]
  /** Where a visitor goes from here, by the key of the page; `undefined` leaves. */
  readonly next: readonly Weighted<string | undefined>[]
}

export interface Call {
  readonly method: string
  readonly path: string
  /** Median, in ms. */
  readonly duration: number
  /** Share of requests that the server fails in normal times. */
  readonly failing: number
}

export interface Application {
  readonly id: ApplicationId
  readonly host: string
  readonly apiHost: string
  readonly service: string
  /** Share of all sessions. */
  readonly weight: number
  /** Where its visitors are. */
  readonly market: 'world' | 'china' | 'office'
  /** Share of sessions whose visitor has signed in. */
  readonly signedIn: number
  readonly first: readonly Weighted<string>[]
  readonly pages: Readonly<Record<string, Page>>
}

const get = (path: string, duration: number, failing = 0.002): Call => ({
  method: 'GET',
  path,
  duration,
  failing,
})
const post = (path: string, duration: number, failing = 0.004): Call => ({
  method: 'POST',
  path,
  duration,
  failing,
})

const SHOP: Application = {
  id: 'shop',
  host: 'shop.example.com',
  apiHost: 'api.shop.example.com',
  service: 'storefront',
  weight: 62,
  market: 'world',
  signedIn: 0.55,
  first: [
    ['home', 6],
    ['product', 3],
    ['category', 2],
  ],
  pages: {
    home: {
      path: '/',
      name: 'Home',
      lcp: 1300,
      stay: 14_000,
      calls: [get('/v1/recommendations', 120)],
      buttons: ['Menu', 'Offers', 'Accept cookies'],
      next: [
        ['category', 5],
        ['search', 3],
        ['product', 3],
        [undefined, 3],
      ],
    },
    category: {
      path: '/c/teapots',
      name: 'Category',
      lcp: 1600,
      stay: 20_000,
      calls: [get('/v1/products', 180)],
      buttons: ['Filter by colour', 'Sort by price', 'Show more'],
      next: [
        ['product', 7],
        ['search', 1],
        [undefined, 2],
      ],
    },
    search: {
      path: '/search',
      name: 'Search',
      lcp: 1500,
      stay: 11_000,
      calls: [get('/v1/search', 210)],
      buttons: ['Search', 'Clear'],
      next: [
        ['product', 6],
        ['category', 1],
        [undefined, 3],
      ],
    },
    product: {
      path: '/product/{n}',
      name: 'Product',
      lcp: 1900,
      stay: 32_000,
      calls: [get('/v1/products/{n}', 140), get('/v1/reviews', 260, 0.006)],
      buttons: ['Add to cart', 'Next picture', 'Ask for delivery date'],
      next: [
        ['cart', 4],
        ['product', 3],
        ['category', 2],
        [undefined, 4],
      ],
    },
    cart: {
      path: '/cart',
      name: 'Cart',
      lcp: 1100,
      stay: 18_000,
      calls: [get('/v1/cart', 90), post('/v1/cart/coupon', 130, 0.03)],
      buttons: ['Apply coupon', 'Remove', 'To the checkout'],
      next: [
        ['checkout', 6],
        ['home', 1],
        [undefined, 3],
      ],
    },
    checkout: {
      path: '/checkout',
      name: 'Checkout',
      lcp: 1200,
      stay: 55_000,
      calls: [get('/v1/addresses', 110), post('/v1/payment', 620, 0.008)],
      buttons: ['Pay now', 'Change address'],
      next: [
        ['thanks', 8],
        ['cart', 1],
        [undefined, 2],
      ],
    },
    thanks: {
      path: '/thanks',
      name: 'Order placed',
      lcp: 900,
      stay: 9000,
      calls: [get('/v1/orders/{n}', 100)],
      buttons: ['Print'],
      next: [
        [undefined, 5],
        ['home', 1],
      ],
    },
  },
}

const SHOP_CN: Application = {
  id: 'shop-cn',
  host: 'www.shop.example.cn',
  apiHost: 'api.shop.example.cn',
  service: 'storefront-cn',
  weight: 30,
  market: 'china',
  signedIn: 0.7,
  first: [
    ['home', 6],
    ['product', 4],
  ],
  pages: {
    home: {
      path: '/首页',
      name: '首页',
      lcp: 1500,
      stay: 12_000,
      calls: [get('/v2/feed', 160)],
      buttons: ['我的订单', '今日特价', '打开菜单'],
      next: [
        ['search', 5],
        ['product', 5],
        [undefined, 3],
      ],
    },
    search: {
      path: '/搜索',
      name: '搜索',
      lcp: 1400,
      stay: 10_000,
      calls: [get('/v1/search', 240)],
      buttons: ['搜索', '清空'],
      next: [
        ['product', 7],
        [undefined, 3],
      ],
    },
    product: {
      path: '/商品/{n}',
      name: '商品详情',
      lcp: 2100,
      stay: 26_000,
      calls: [get('/v2/items/{n}', 150), get('/v2/comments', 280, 0.006)],
      buttons: ['加入购物车', '立即购买', '联系客服'],
      next: [
        ['cart', 5],
        ['product', 3],
        [undefined, 4],
      ],
    },
    cart: {
      path: '/购物车',
      name: '购物车',
      lcp: 1200,
      stay: 15_000,
      calls: [get('/v2/cart', 100), post('/v2/coupon', 140, 0.02)],
      buttons: ['使用优惠券', '删除', '去结算'],
      next: [
        ['pay', 7],
        [undefined, 3],
      ],
    },
    pay: {
      path: '/支付',
      name: '支付',
      lcp: 1300,
      stay: 40_000,
      calls: [post('/v2/pay', 540, 0.006)],
      buttons: ['确认付款', '更换地址'],
      next: [
        ['home', 2],
        [undefined, 6],
      ],
    },
  },
}

const ADMIN: Application = {
  id: 'admin',
  host: 'admin.example.com',
  apiHost: 'admin.example.com',
  service: 'back-office',
  weight: 8,
  market: 'office',
  signedIn: 1,
  first: [['orders', 1]],
  pages: {
    orders: {
      path: '/orders',
      name: 'Orders',
      lcp: 1700,
      stay: 70_000,
      calls: [get('/api/orders', 420), get('/api/statistics', 900, 0.01)],
      buttons: ['Refresh', 'Export', 'Next page'],
      next: [
        ['order', 8],
        ['stock', 3],
        [undefined, 1],
      ],
    },
    order: {
      path: '/orders/{n}',
      name: 'Order',
      lcp: 1200,
      stay: 90_000,
      calls: [get('/api/orders/{n}', 210), post('/api/orders/{n}/refund', 480, 0.01)],
      buttons: ['Refund', 'Write to customer', 'Back'],
      next: [
        ['orders', 8],
        [undefined, 1],
      ],
    },
    stock: {
      path: '/stock',
      name: 'Stock',
      lcp: 2600,
      stay: 60_000,
      calls: [get('/api/stock', 1400, 0.01)],
      buttons: ['Save', 'Import'],
      next: [
        ['orders', 5],
        [undefined, 2],
      ],
    },
  },
}

export const APPLICATIONS: readonly Application[] = [SHOP, SHOP_CN, ADMIN]
