window.isOneSdk = true
