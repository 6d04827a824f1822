import { startAccount } from './account.js'
import { showCartCount } from './cart.js'
import { startSupport } from './support.js'

// Parts of every page of the shop: the account box, the number of things in the cart, the support panel.
startAccount(document.querySelector('[data-account]'))
startSupport(document.querySelector('[data-support]'))
showCartCount()
