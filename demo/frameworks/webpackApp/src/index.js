import './rum.js'

const button = document.createElement('button')
button.textContent = 'Clicked 0'
button.addEventListener('click', () => {
  button.textContent = 'Clicked 1'
})
document.body.append(button)
