# Grouped maximum likelihood of weekly hours by Nelder-Mead: mean of logs or shape, spread or scale, log-likelihood, tails.
import math
b16=[(0,40,16.1),(40,50,21.0),(50,60,23.7),(60,70,18.4),(70,80,11.1),(80,90,5.6),(90,100,2.5),(100,math.inf,1.6)]
b19=[(0,40,13.7),(40,50,22.3),(50,60,26.3),(60,70,18.9),(70,80,10.4),(80,90,5.0),(90,100,2.3),(100,math.inf,1.2)]
def S_ln(x,p): return 1.0 if x<=0 else 0.0 if x==math.inf else .5*math.erfc((math.log(x)-p[0])/math.exp(p[1])/math.sqrt(2))
def S_w(x,p): return 1.0 if x<=0 else 0.0 if x==math.inf else math.exp(-(x/math.exp(p[1]))**math.exp(p[0]))
def gammq(a,x):
    # upper regularised gamma by series / continued fraction
    if x<=0: return 1.0
    if x==math.inf: return 0.0
    if x<a+1:
        s=t=1/a;n=a
        while abs(t)>1e-17*abs(s):
            n+=1;t*=x/n;s+=t
        return 1-s*math.exp(-x+a*math.log(x)-math.lgamma(a))
    b=x+1-a;c=1e300;d=1/b;h=d
    for i in range(1,10000):
        an=-i*(i-a);b+=2;d=an*d+b;d=1/d if d else 1e300;c=b+an/c
        de=d*c;h*=de
        if abs(de-1)<1e-16:break
    return h*math.exp(-x+a*math.log(x)-math.lgamma(a))
def S_g(x,p): return gammq(math.exp(p[0]), x if x==math.inf else x/math.exp(p[1]))
def nll(S,bands,p):
    v=0
    for l,u,w in bands:
        q=S(l,p)-S(u,p)
        if q<=0:return 1e300
        v-=w*math.log(q)
    return v
def nm(f,x0,step=.2):
    for rep in range(6):
        s=[x0]+[[x0[0]+step,x0[1]],[x0[0],x0[1]+step]]
        s=[(f(x),x) for x in s]
        for it in range(3000):
            s.sort(key=lambda a:a[0])
            if max(abs(s[2][1][k]-s[0][1][k]) for k in (0,1))<1e-13:break
            c=[(s[0][1][k]+s[1][1][k])/2 for k in (0,1)]
            def at(t): x=[c[k]+t*(s[2][1][k]-c[k]) for k in (0,1)];return (f(x),x)
            r=at(-1)
            if r[0]<s[0][0]:
                e=at(-2); s[2]=min(e,r,key=lambda a:a[0])
            elif r[0]<s[1][0]: s[2]=r
            else:
                k=at(-.5) if r[0]<s[2][0] else at(.5)
                if k[0]<min(r[0],s[2][0]): s[2]=k
                else:
                    for j in (1,2):
                        x=[(s[0][1][k]+s[j][1][k])/2 for k in (0,1)]; s[j]=(f(x),x)
        x0=s[0][1]
    return s[0]
for nme,b in(('2016',b16),('2019',b19)):
    for n,S,x0 in(('ln',S_ln,[4.,-1.]),('gamma',S_g,[2.3,1.7]),('weibull',S_w,[1.1,4.1])):
        v,p=nm(lambda x:nll(S,b,x),x0)
        print(nme,n,p[0],math.exp(p[0]),math.exp(p[1]),-v,'S60',S(60,p),'S80',S(80,p),'S78.75',S(78.75,p))
