# Least squares of count = ceiling × F(t) by damped Gauss-Newton: NDB TAVI claims by years since 2013, and R's DNase1.
import math
tavi=[(2016,2994),(2017,4924),(2018,6342),(2019,7899),(2020,8963),(2021,11211),(2022,12447),(2023,14580)]
def solve(A,b):
    n=len(b); M=[r[:]+[x] for r,x in zip(A,b)]
    for i in range(n):
        p=max(range(i,n),key=lambda r:abs(M[r][i])); M[i],M[p]=M[p],M[i]
        for r in range(n):
            if r!=i:
                f=M[r][i]/M[i][i]
                M[r]=[a-f*c for a,c in zip(M[r],M[i])]
    return [M[i][n]/M[i][i] for i in range(n)]
def lm(f,x,y,p):
    lam=1e-3
    rss=lambda p:sum((b-f(a,p))**2 for a,b in zip(x,y))
    best=rss(p)
    for it in range(5000):
        J=[]
        for a in x:
            row=[]
            for k in range(len(p)):
                h=1e-6*max(1e-4,abs(p[k])); q=p[:];q[k]+=h;r=p[:];r[k]-=h
                row.append((f(a,q)-f(a,r))/(2*h))
            J.append(row)
        res=[b-f(a,p) for a,b in zip(x,y)]
        n=len(p)
        A=[[sum(J[i][r]*J[i][c] for i in range(len(x))) for c in range(n)] for r in range(n)]
        g=[sum(J[i][r]*res[i] for i in range(len(x))) for r in range(n)]
        for t in range(60):
            B=[[A[r][c]*(1+lam) if r==c else A[r][c] for c in range(n)] for r in range(n)]
            d=solve(B,g); q=[a+b for a,b in zip(p,d)]
            try: v=rss(q)
            except OverflowError: v=float('inf')
            if v<=best: lam=max(lam/5,1e-15); break
            lam*=4
        else: break
        done=all(abs(b)<1e-13*max(1e-9,abs(a)) for a,b in zip(p,d)); p=q;best=v
        if done: break
    return p,best
logi=lambda t,p:p[0]/(1+math.exp(-p[1]*(t-p[2])))
bass=lambda t,p:p[0]*(1-math.exp(-(p[1]+p[2])*t))/(1+p[2]/p[1]*math.exp(-(p[1]+p[2])*t))
x=[a-2013 for a,_ in tavi];y=[b for _,b in tavi]
print('logistic',lm(logi,x,y,[16000.,.4,6.]))
print('bass',lm(bass,x,y,[20000.,.03,.3]))
conc=[0.04882812,0.04882812,0.1953125,0.1953125,0.390625,0.390625,0.78125,0.78125,1.5625,1.5625,3.125,3.125,6.25,6.25,12.5,12.5]
den=[0.017,0.018,0.121,0.124,0.206,0.215,0.377,0.374,0.614,0.609,1.019,1.001,1.334,1.364,1.730,1.710]
print('DNase',lm(logi,[math.log(c) for c in conc],den,[2.,1.,1.]))
