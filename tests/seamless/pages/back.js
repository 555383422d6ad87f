window.resumed = guichet.Seamless.resume({ checkStatus: '/status', lang: 'en' })
