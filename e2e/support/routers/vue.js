import { createApp, h } from 'vue'
import {
  createRouter,
  createWebHashHistory,
  createWebHistory,
  RouterLink,
  RouterView,
  useRoute,
} from 'vue-router'

const title = (text) => ({ render: () => h('h1', text) })
const link = (to, text) => h(RouterLink, { to }, () => text)

const router = createRouter({
  history: window.isHashed ? createWebHashHistory() : createWebHistory(),
  routes: [
    { path: '/', component: title('Home') },
    {
      path: '/orders/:id',
      component: { setup: () => () => h('h1', `Order ${useRoute().params.id}`) },
    },
    { path: '/old', redirect: '/new' },
    { path: '/new', component: title('New') },
  ],
})

createApp({
  render: () => [
    h('nav', [
      link('/', 'Home'),
      link('/orders/42', 'Order'),
      link('/orders/42?tab=2', 'Tab'),
      link('/old', 'Old'),
    ]),
    h(RouterView),
  ],
})
  .use(router)
  .mount('#app')
