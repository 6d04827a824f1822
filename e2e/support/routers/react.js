import { createElement as h } from 'react'
import { createRoot } from 'react-dom/client'
import {
  BrowserRouter,
  HashRouter,
  Link,
  Navigate,
  Route,
  Routes,
  useParams,
} from 'react-router-dom'

function Order() {
  return h('h1', null, `Order ${useParams().id}`)
}

const title = (text) => h('h1', null, text)
const link = (to, text) => h(Link, { key: to, to }, text)

function App() {
  return [
    h('nav', { key: 'nav' }, [
      link('/', 'Home'),
      link('/orders/42', 'Order'),
      link('/orders/42?tab=2', 'Tab'),
      link('/old', 'Old'),
    ]),
    h(Routes, { key: 'routes' }, [
      h(Route, { key: 'home', path: '/', element: title('Home') }),
      h(Route, { key: 'order', path: '/orders/:id', element: h(Order) }),
      h(Route, { key: 'old', path: '/old', element: h(Navigate, { to: '/new', replace: true }) }),
      h(Route, { key: 'new', path: '/new', element: title('New') }),
    ]),
  ]
}

const Router = window.isHashed ? HashRouter : BrowserRouter
createRoot(document.getElementById('app')).render(h(Router, null, h(App)))
