# Data sets that are in no book, and what R makes of them, for tests/models/studies/study_oracles_test.cpp.
# Rscript oracles.R writes the .json files beside it. Packages: metafor, lme4, survival, survey, MASS, jsonlite.
suppressMessages({library(jsonlite); library(metafor); library(lme4); library(survival); library(survey)})
set.seed(20261122)
sets <- list()

asData <- function(d) list(columns = I(names(d)),
                           rows = lapply(seq_len(nrow(d)), function(i) unname(lapply(d, function(x) x[[i]]))))
# figures: key = c(value, low, high, standardError), shorter vectors leave the rest out; tables: list(table, column, numbers).
add <- function(file, name, method, call, inputs, figures = list(), tables = list(), tolerance = 1e-6) {
  parts <- c("value", "low", "high", "standardError")
  figures <- lapply(figures, function(v) { v <- as.numeric(v); o <- as.list(v); names(o) <- parts[seq_along(v)]; o[!is.na(v)] })
  one <- list(name = name, method = method, call = call, tolerance = tolerance, inputs = inputs, figures = figures,
              tables = lapply(tables, function(t) list(table = t[[1]], column = t[[2]], numbers = I(as.numeric(t[[3]])))))
  sets[[file]] <<- c(sets[[file]], list(one))
}

# --- meta -------------------------------------------------------------------------------------------------------------
fine <- list(threshold = 1e-12, maxiter = 10000)
metaSet <- function(name, es, inputs, data, between, test, method, knha, mods = NULL, back = identity, side = NULL, est = "L0") {
  ok <- !is.na(es$yi); y <- es$yi[ok]; v <- es$vi[ok]
  ctl <- if (method %in% c("REML", "ML")) fine else if (method == "PM") list(tol = 1e-12, maxiter = 10000) else list()
  f <- rma(y, v, method = method, test = knha, control = ctl)
  z <- rma(y, v, method = method, control = ctl)
  p <- predict(f); ci <- confint(f, control = list(tol = 1e-12, maxiter = 10000, tau2.max = 1e4))$random[1, 2:3]
  rt <- regtest(y, v, model = "lm"); bg <- suppressWarnings(ranktest(y, v)); tf <- trimfill(z, estimator = est, side = side)
  l1 <- leave1out(f)
  figures <- list(pooled = back(c(f$beta, f$ci.lb, f$ci.ub)), pooledAnalysisScale = c(f$beta, f$ci.lb, f$ci.ub, f$se),
                  statistic = f$zval, p = f$pval, prediction = back(c(f$beta, p$pi.lb, p$pi.ub)),
                  tauSquared = c(f$tau2, ci, f$se.tau2), q = f$QE, qP = f$QEp, iSquared = f$I2 / 100, hSquared = f$H2,
                  eggerT = rt$zval, eggerP = rt$pval, beggTau = bg$tau, beggP = bg$pval, trimFillMissing = tf$k0)
  tables <- list(list("studies", "analysisEstimate", y), list("studies", "variance", v),
                 list("leaveOneOut", "analysisEstimate", l1$estimate), list("leaveOneOut", "standardError", l1$se))
  if (!is.null(mods)) {
    X <- model.matrix(mods, data[ok, , drop = FALSE]); m <- rma(y, v, mods = X[, -1, drop = FALSE], method = method, test = knha, control = ctl)
    figures <- c(figures, list(regressionTauSquared = m$tau2, regressionTest = m$QM, regressionP = m$QMp, regressionResidualQ = m$QE))
    tables <- c(tables, list(list("metaRegression", "coefficient", m$beta), list("metaRegression", "standardError", m$se)))
    inputs$moderators <- I(all.vars(mods))
  }
  add("meta", name, "meta", sprintf("rma(yi, vi, method = \"%s\", test = \"%s\"), confint, regtest(model = \"lm\"), ranktest, trimfill(estimator = \"%s\"), leave1out", method, knha, est),
      c(list(data = asData(data), study = "study", between = between, test = test), inputs), figures, tables, 2e-5)
}
k <- 12; n1 <- sample(30:250, k); n2 <- sample(30:250, k); a <- rbinom(k, n1, plogis(rnorm(k, -2.6, .8))); b <- rbinom(k, n2, .12); a[3] <- 0
d <- data.frame(study = paste0("S", 1:k), a, n1, b, n2, dose = round(runif(k, 1, 9), 1), site = sample(c("east", "north", "west"), k, TRUE))
arms <- list(treatedEvents = "a", treatedSize = "n1", controlEvents = "b", controlSize = "n2")
metaSet("odds ratio, a zero cell, REML and Hartung-Knapp, factor", escalc("OR", ai = a, n1i = n1, ci = b, n2i = n2), c(arms, measure = "oddsRatio"), d,
        "reml", "hartungKnapp", "REML", "knha", ~ dose + site, exp)
metaSet("risk difference, Paule-Mandel", escalc("RD", ai = a, n1i = n1, ci = b, n2i = n2), c(arms, measure = "riskDifference", trimSide = "left"), d,
        "pauleMandel", "normal", "PM", "z", side = "left")
d2 <- d; d2$a[5] <- 0; d2$b[5] <- 0; d2$t1 <- d$n1 * 1.7; d2$t2 <- d$n2 * 1.6
metaSet("rate ratio, double zero left out, correction of all", escalc("IRR", x1i = d2$a, t1i = d2$t1, x2i = d2$b, t2i = d2$t2, to = "if0all", drop00 = TRUE),
        list(treatedEvents = "a", treatedTime = "t1", controlEvents = "b", controlTime = "t2", measure = "rateRatio", zeroCells = "allIfAnyZero", dropDoubleZero = TRUE), d2,
        "derSimonianLaird", "normal", "DL", "z", ~ dose, exp)
d3 <- d2; d3$a[3] <- 4
metaSet("odds ratio, nothing but a double zero left out", escalc("OR", ai = d3$a, n1i = d3$n1, ci = d3$b, n2i = d3$n2, to = "if0all", drop00 = TRUE),
        c(arms, measure = "oddsRatio", zeroCells = "allIfAnyZero", dropDoubleZero = TRUE), d3, "ml", "normal", "ML", "z", NULL, exp)
k <- 9; d <- data.frame(study = paste0("S", 1:k), n1 = sample(6:40, k), n2 = sample(6:40, k), m1 = round(rnorm(k, 12, 2), 2), m2 = round(rnorm(k, 10, 1), 2), s1 = round(runif(k, 2, 6), 2), s2 = round(runif(k, 2, 6), 2))
metaSet("standardised mean difference, REML", escalc("SMD", m1i = d$m1, sd1i = d$s1, n1i = d$n1, m2i = d$m2, sd2i = d$s2, n2i = d$n2),
        list(measure = "standardisedMeanDifference", treatedMean = "m1", treatedDeviation = "s1", treatedSize = "n1", controlMean = "m2", controlDeviation = "s2", controlSize = "n2", trimFill = "rightmost", trimSide = "right"),
        d, "reml", "normal", "REML", "z", side = "right", est = "R0")
d <- data.frame(study = paste0("S", 1:8), y = c(.30, .31, .29, .30, .305, .295, .30, .302), v = c(.04, .05, .03, .06, .07, .045, .055, .065))
metaSet("effects that agree too well, empty interval of tau2", escalc("GEN", yi = d$y, vi = d$v), list(measure = "difference", estimate = "y", variance = "v"), d,
        "reml", "hartungKnappAdHoc", "REML", "adhoc")

# Pooled from counts.
k <- 10; d <- data.frame(study = paste0("S", 1:k), a = rbinom(k, 60, .04), n1 = 60 + 1:k, b = rbinom(k, 80, .06), n2 = 80 - 1:k)
for (m in c("OR", "RR", "RD")) {
  f <- rma.mh(ai = d$a, n1i = d$n1, ci = d$b, n2i = d$n2, measure = m, correct = FALSE)
  add("meta", paste("Mantel-Haenszel", m), "meta", sprintf("rma.mh(measure = \"%s\")", m),
      c(arms, list(data = asData(d), study = "study", method = "mantelHaenszel", measure = c(OR = "oddsRatio", RR = "riskRatio", RD = "riskDifference")[[m]])),
      list(pooledAnalysisScale = c(f$beta, f$ci.lb, f$ci.ub, f$se), q = f$QE, qP = f$QEp), tolerance = 1e-8)
}
f <- rma.peto(ai = d$a, n1i = d$n1, ci = d$b, n2i = d$n2)
add("meta", "Peto", "meta", "rma.peto", c(arms, list(data = asData(d), study = "study", measure = "petoOddsRatio")),
    list(pooledAnalysisScale = c(f$beta, f$ci.lb, f$ci.ub, f$se), q = f$QE, qP = f$QEp), tolerance = 1e-8)
d$t1 <- d$n1 * 2.5; d$t2 <- d$n2 * 2.4
for (m in c("IRR", "IRD")) {
  f <- rma.mh(x1i = d$a, t1i = d$t1, x2i = d$b, t2i = d$t2, measure = m)
  add("meta", paste("Mantel-Haenszel", m), "meta", sprintf("rma.mh(measure = \"%s\")", m),
      list(data = asData(d), study = "study", method = "mantelHaenszel", measure = c(IRR = "rateRatio", IRD = "rateDifference")[[m]],
           treatedEvents = "a", treatedTime = "t1", controlEvents = "b", controlTime = "t2"),
      list(pooledAnalysisScale = c(f$beta, f$ci.lb, f$ci.ub, f$se), q = f$QE, qP = f$QEp), tolerance = 1e-8)
}

# --- nma: contrasts against the first arm of each study, generalised least squares ------------------------------------
network <- function(name, d, measure, reml) {
  trt <- sort(unique(d$treatment)); T <- length(trt); y <- c(); V <- list(); X <- NULL; id <- c()
  for (s in unique(d$study)) {
    e <- d[d$study == s, ]; k <- nrow(e); zero <- any(e$events == 0 | e$events == e$size); x <- e$events + .5 * zero; n <- e$size + zero
    if (measure == "oddsRatio") { u <- log(x / (n - x)); w <- 1 / x + 1 / (n - x); S <- matrix(w[1], k - 1, k - 1) + diag(w[-1], k - 1) }
    if (measure == "standardisedMeanDifference") {
      df <- sum(e$size - 1); J <- exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2); u <- J * e$mean / sqrt(sum((e$size - 1) * e$deviation^2) / df)
      g <- u[-1] - u[1]; S <- matrix(1 / e$size[1], k - 1, k - 1) + diag(1 / e$size[-1], k - 1) + outer(g, g) / (2 * sum(e$size))
    }
    y <- c(y, u[-1] - u[1]); V[[s]] <- S; id <- c(id, rep(s, k - 1)); r <- matrix(0, k - 1, T)
    for (j in 2:k) { r[j - 1, match(e$treatment[j], trt)] <- 1; r[j - 1, match(e$treatment[1], trt)] <- -1 }; X <- rbind(X, r)
  }
  V <- as.matrix(bldiag(V)); X <- X[, -1, drop = FALSE]; same <- outer(id, id, "=="); G <- same * .5; diag(G) <- 1
  fit <- function(t) { W <- solve(V + t * G); C <- solve(t(X) %*% W %*% X); b <- C %*% t(X) %*% W %*% y; r <- y - X %*% b; list(b = c(0, b), C = rbind(0, cbind(0, C)), q = sum(r * (W %*% r)), W = W) }
  f <- fit(0); df <- length(y) - ncol(X); P <- f$W - f$W %*% X %*% f$C[-1, -1] %*% t(X) %*% f$W
  tau2 <- max(0, (f$q - df) / sum(diag(P %*% G)))
  if (reml) tau2 <- rma.mv(y, V, mods = X, intercept = FALSE, random = ~ paste(id, seq_along(id)) | id, struct = "CS", rho = .5, control = list(optimizer = "nlminb", rel.tol = 1e-10))$tau2
  g <- fit(tau2); pairs <- subset(expand.grid(j = 1:T, i = 1:T), i != j); i <- pairs$i; j <- pairs$j
  te <- g$b[i] - g$b[j]; se <- sqrt(g$C[cbind(i, i)] + g$C[cbind(j, j)] - 2 * g$C[cbind(i, j)]); t <- qt(.975, df) * sqrt(se^2 + tau2)
  back <- if (measure == "oddsRatio") exp else identity
  add("nma", name, "nma", if (reml) "rma.mv(struct = \"CS\", rho = 0.5), generalised least squares" else "generalised least squares, moments",
      list(data = asData(d), study = "study", treatment = "treatment", measure = measure, between = if (reml) "reml" else "moments",
           events = "events", size = "size", mean = "mean", deviation = "deviation"),
      list(tauSquared = tau2, q = f$q, qDegrees = df),
      list(list("effects", "randomAnalysisEstimate", te), list("effects", "randomStandardError", se), list("effects", "predictionLow", back(te - t)), list("effects", "predictionHigh", back(te + t))),
      if (reml) 1e-4 else 1e-7)
}
d <- data.frame(study = rep(paste0("s", 1:9), c(2, 2, 3, 2, 4, 2, 2, 3, 2)), treatment = c("A", "B", "B", "C", "A", "B", "C", "C", "D", "A", "B", "C", "D", "A", "D", "B", "D", "A", "C", "D", "A", "B"))
d$size <- sample(30:160, nrow(d)); d$events <- rbinom(nrow(d), d$size, plogis(c(A = -1.6, B = -1.2, C = -.9, D = -1.9)[d$treatment] + rnorm(nrow(d), 0, .4))); d$events[3] <- 0
d$mean <- round(c(A = 10, B = 11, C = 12.5, D = 9)[d$treatment] + rnorm(nrow(d), 0, .8), 2); d$deviation <- round(runif(nrow(d), 2, 4), 2)
for (reml in c(FALSE, TRUE)) { network(paste("odds ratio, arms of two to four,", if (reml) "REML" else "moments"), d, "oddsRatio", reml); network(paste("standardised means,", if (reml) "REML" else "moments"), d, "standardisedMeanDifference", reml) }

# --- dta ----------------------------------------------------------------------------------------------------------------
for (fit in c("reml", "ml")) {
  k <- 14; z <- matrix(rnorm(2 * k), k) %*% chol(matrix(c(.5, -.25, -.25, .6), 2)); n1 <- sample(25:150, k); n2 <- sample(25:200, k)
  TP <- rbinom(k, n1, plogis(1.3 + z[, 1])); FP <- rbinom(k, n2, plogis(-1.6 + z[, 2])); if (fit == "ml") TP[2] <- n1[2]
  d <- data.frame(study = 1:k, TP, FN = n1 - TP, FP, TN = n2 - FP); add0 <- if (any(d[, -1] == 0)) .5 else 0
  y <- c(rbind(log((d$TP + add0) / (d$FN + add0)), log((d$FP + add0) / (d$TN + add0)))); v <- c(rbind(1 / (d$TP + add0) + 1 / (d$FN + add0), 1 / (d$FP + add0) + 1 / (d$TN + add0)))
  outcome <- factor(rep(c("se", "fp"), k), levels = c("se", "fp")); id <- rep(1:k, each = 2)
  m <- rma.mv(y, v, mods = ~ outcome - 1, random = ~ outcome | id, struct = "UN", method = toupper(fit), control = list(optimizer = "nlminb", rel.tol = 1e-10, eval.max = 3000, iter.max = 3000))
  add("dta", paste("bivariate,", fit), "dta", sprintf("rma.mv(logit, v, mods = ~ outcome - 1, random = ~ outcome | study, struct = \"UN\", method = \"%s\")", toupper(fit)),
      list(data = asData(d), study = "study", truePositive = "TP", falseNegative = "FN", falsePositive = "FP", trueNegative = "TN", fit = fit),
      list(logitSensitivity = c(m$beta[1], m$ci.lb[1], m$ci.ub[1], m$se[1]), logitFalsePositiveRate = c(m$beta[2], m$ci.lb[2], m$ci.ub[2], m$se[2]), tauSquaredSensitivity = m$tau2[1],
           tauSquaredFalsePositiveRate = m$tau2[2], correlation = m$rho, logLikelihood = as.numeric(logLik(m)), sensitivity = plogis(c(m$beta[1], m$ci.lb[1], m$ci.ub[1]))), tolerance = 2e-4)
}

# --- mixed models ---------------------------------------------------------------------------------------------------------
mixed <- function(name, d, formula, inputs, reml) {
  m <- suppressMessages(lmer(formula, d, REML = reml, control = lmerControl(optimizer = "bobyqa", optCtrl = list(maxfun = 1e5, rhoend = 1e-9), check.conv.singular = "ignore")))
  vc <- as.data.frame(VarCorr(m)); vc <- vc[is.na(vc$var2), ]
  vc <- vc[match(c("g", setdiff(vc$grp, c("g", "Residual")), "Residual"), vc$grp), ]
  add("mixedModel", name, "mixedModel", sprintf("lmer(%s, REML = %s)", deparse(formula), reml), c(list(data = asData(d), outcome = "y", group = "g", fixed = I(c("x", "arm")), method = if (reml) "reml" else "ml"), inputs),
      list(criterion = if (reml) REMLcrit(m) else -2 * as.numeric(logLik(m)), residualStandardDeviation = sigma(m), aic = AIC(m), bic = BIC(m)),
      list(list("fixed", "estimate", fixef(m)), list("fixed", "standardError", sqrt(diag(as.matrix(vcov(m))))), list("random", "variance", vc$vcov)), 1e-4)
}
n <- 90; d <- data.frame(g = sample(paste0("g", 1:6), n, TRUE), h = sample(paste0("h", 1:5), n, TRUE), x = round(rnorm(n), 2), arm = sample(c("a", "b"), n, TRUE))
d$y <- round(10 + .5 * d$x + (d$arm == "b") + rnorm(6)[as.integer(factor(d$g))] + rnorm(5, 0, .7)[as.integer(factor(d$h))] + rnorm(n), 3)
mixed("crossed intercepts, unbalanced", d, y ~ x + arm + (1 | g) + (1 | h), list(crossedGroups = I("h")), TRUE)
d$w <- paste0(d$g, sample(1:3, n, TRUE)); mixed("nested intercepts", d, y ~ x + arm + (1 | g) + (1 | w), list(crossedGroups = I("w")), TRUE)
repeat { # one intercept whose variance is small but not 0, where a search can fall into the corner
  n <- 300; d <- data.frame(g = sample(paste0("g", 1:8), n, TRUE), x = round(rnorm(n), 2), arm = sample(c("a", "b"), n, TRUE))
  d$y <- round(10 + .6 * d$x + .9 * (d$arm == "b") + rnorm(8, 0, .1)[as.integer(factor(d$g))] + rnorm(n, 0, 1.2), 3)
  th <- getME(suppressMessages(lmer(y ~ x + arm + (1 | g), d, REML = FALSE)), "theta"); if (th > .05 && th < .09) break
}
mixed("small variance beside its bound, ML", d, y ~ x + arm + (1 | g), list(), FALSE)

# --- regions ------------------------------------------------------------------------------------------------------------
n <- 24; d <- data.frame(region = paste0("area", 1:n), people = round(exp(rnorm(n, 12, .9))), block = sample(c("A", "B", "C"), n, TRUE), income = sample(1:9, n, TRUE))
d$events <- rpois(n, d$people * 4e-4 * exp(rnorm(n, 0, .4)))
w <- d$people / sum(d$people); y <- d$events / d$people * 1e5; m <- sum(w * y); o <- order(y); share <- cumsum((w * y)[o]) / m
theilT <- function(w, y) { w <- w / sum(w); m <- sum(w * y); sum(w * y / m * log(y / m)) }
theilL <- function(w, y) { w <- w / sum(w); sum(w * log(sum(w * y) / y)) }
atkinson <- function(e) if (e == 1) 1 - exp(sum(w * log(y))) / m else 1 - sum(w * (y / m)^(1 - e))^(1 / (1 - e))
fractional <- function(rank, w) { u <- sort(unique(rank)); s <- sapply(u, function(k) sum(w[rank == k])); (cumsum(s) - s / 2)[match(rank, u)] }
s <- tapply(w, d$block, sum); mean <- tapply(w * y, d$block, sum) / s; inside <- sapply(names(s), function(k) theilT(w[d$block == k], y[d$block == k]))
R <- fractional(d$income, w); ci <- 2 * sum(w * y * R) / m - 1
add("regions", "inequality, weighted by population", "inequality", "formulas of Cowell (2011), Shorrocks (1980), Kakwani et al. (1997), lm(rate ~ rank, weights) for the slope index",
    list(data = asData(d), region = "region", count = "events", population = "people", group = "block", rank = "income", epsilons = "0.5, 1, 2", alphas = "0.02", boundLow = "0", boundHigh = "1000", replicates = 100),
    list(mean = m, gini = 1 - sum(w[o] * (share + c(0, head(share, -1)))), theilT = theilT(w, y), theilL = theilL(w, y), atkinson.0.5 = atkinson(.5), atkinson.1 = atkinson(1), atkinson.2 = atkinson(2),
         kolm.0.02 = log(sum(w * exp(.02 * (m - y)))) / .02, coefficientOfVariation = sqrt(sum(w * (y - m)^2)) / m, hoover = sum(w * abs(y - m)) / (2 * m), theilTWithin = sum(s * mean / m * inside), theilTBetween = sum(s * mean / m * log(mean / m)),
         concentrationIndex = ci, erreygers = 4 * m * ci / 1000, wagstaff = 1000 * ci / (1000 - m), slopeIndex = coef(lm(y ~ R, weights = w))[2]), tolerance = 1e-9)
n <- 60; d <- data.frame(income = sample(1:12, n, TRUE), health = round(runif(n, 40, 95), 1), weight = round(runif(n, .5, 3), 2))
w <- d$weight / sum(d$weight); R <- fractional(d$income, w); m <- sum(w * d$health); ci <- 2 * sum(w * d$health * R) / m - 1; f <- lm(health ~ R, d, weights = w)
add("regions", "concentration, weights and ties", "concentration", "2 cov_w(health, rank)/mean, lm(health ~ rank, weights)",
    list(data = asData(d), value = "health", rank = "income", weight = "weight", boundLow = "0", boundHigh = "100"),
    list(mean = m, concentrationIndex = ci, erreygers = 4 * m * ci / 100, wagstaff = 100 * ci / (100 - m), slopeIndex = c(coef(f)[2], confint(f)[2, ], summary(f)$coefficients[2, 2])), tolerance = 1e-8)
for (smoothing in c("maximumLikelihood", "moments")) {
  d <- expand.grid(age = c("0-39", "40-64", "65+"), area = paste0("a", 1:9), stringsAsFactors = FALSE); d$people <- round(exp(rnorm(27, 9, .6)))
  d$events <- rpois(27, d$people * c("0-39" = 5e-4, "40-64" = 3e-3, "65+" = 9e-3)[d$age] * exp(rnorm(9, 0, .4))[match(d$area, paste0("a", 1:9))]); d$events[1:3] <- 0
  all <- tapply(d$people, d$age, sum); rate <- tapply(d$events, d$age, sum) / all; sums <- function(x) { s <- tapply(x, d$area, sum); as.numeric(s[paste0("a", 1:9)]) }
  E <- sums(d$people * rate[d$age]); O <- sums(d$events); lim <- sapply(1:9, function(k) 100 * poisson.test(O[k], E[k])$conf.int)
  if (smoothing == "moments") { m <- sum(O) / sum(E); A <- max(0, sum(E * (O / E - m)^2) / sum(E) - m / mean(E)); smoothed <- m + A / (A + m / E) * (O / E - m) }
  else { nl <- function(t) { a <- exp(t[1]); b <- exp(t[2]); -sum(lgamma(O + a) - lgamma(a) + a * log(b) - (O + a) * log(b + E)) }; t <- exp(nlminb(c(1, 1), nl, control = list(rel.tol = 1e-14))$par); smoothed <- (O + t[1]) / (E + t[2]) }
  weight <- all[d$age] / sum(all) / d$people; D <- sums(weight * d$events); V <- sums(weight^2 * d$events); M <- as.numeric(tapply(weight, d$area, max)[paste0("a", 1:9)])
  add("regions", paste("standardisation,", smoothing), "standardisation", "poisson.test, qchisq (Fay and Feuer 1997), nlminb of the gamma-Poisson likelihood or Marshall's moments",
      list(data = asData(d), region = "area", events = "events", people = "people", strata = I("age"), smoothing = smoothing), list(),
      list(list("ratios", "expected", E), list("ratios", "ratio", 100 * O / E), list("ratios", "low", lim[1, ]), list("ratios", "high", lim[2, ]), list("ratios", "smoothed", 100 * smoothed), list("rates", "direct", 1e5 * D),
           list("rates", "directHigh", 1e5 * (V + M^2) / (2 * (D + M)) * qchisq(.975, 2 * (D + M)^2 / (V + M^2)))), tolerance = if (smoothing == "moments") 1e-8 else 1e-5)
}

# --- time -----------------------------------------------------------------------------------------------------------------
n <- 30; d <- data.frame(worker = sample(paste0("w", 1:6), n, TRUE), arm = rep(c("before", "after"), n / 2)); d$minutes <- round(exp(rnorm(n, 2.2 - .25 * (d$arm == "after"), .35)), 2)
a <- d$minutes[d$arm == "after"]; b <- d$minutes[d$arm == "before"]; welch <- t.test(a, b); logs <- t.test(log(a), log(b))
pa <- tapply(a, d$worker[d$arm == "after"], base::mean); pb <- tapply(b, d$worker[d$arm == "before"], base::mean); both <- intersect(names(pa), names(pb)); paired <- t.test(pa[both], pb[both], paired = TRUE)
add("time", "two arms, pairs of workers", "timeStudy", "t.test, t.test of logarithms, t.test(paired = TRUE) of the workers' means",
    list(data = asData(d), time = "minutes", arm = "arm", before = "before", after = "after", worker = "worker", pairedBy = "worker", replicates = 0),
    list(difference = c(diff(rev(welch$estimate)), welch$conf.int), differenceP = welch$p.value, geometricMeanRatio = exp(c(diff(rev(logs$estimate)), logs$conf.int)), geometricMeanRatioP = logs$p.value,
         pairedDifference = c(paired$estimate, paired$conf.int), pairedP = paired$p.value, medianBefore = median(b)), tolerance = 1e-9)
x <- sort(sample(1:150, 25)); d <- data.frame(case = x, minutes = round((35 + 60 * x^-.5) * exp(rnorm(25, 0, .04)), 2)); f <- nls(minutes ~ c + a * case^-b, d, start = list(c = 35, a = 60, b = .5), control = nls.control(tol = 1e-6)); s <- summary(f)$coefficients; q <- qt(.975, 22)
part <- function(k) c(s[k, 1], s[k, 1] - q * s[k, 2], s[k, 1] + q * s[k, 2], s[k, 2])
add("time", "learning curve with a plateau", "learningCurve", "nls(minutes ~ c + a * case^-b)", list(data = asData(d), number = "case", time = "minutes", form = "plateau"),
    list(plateau = part("c"), gain = part("a"), exponent = part("b"), residualStandardDeviation = summary(f)$sigma), tolerance = 1e-5)
t <- matrix(c(31, 6, 1, 0, 5, 22, 7, 2, 1, 4, 18, 5, 0, 1, 3, 14), 4, byrow = TRUE); for (weights in c("none", "linear", "quadratic")) {
  p <- t / sum(t); r <- rowSums(p); c2 <- colSums(p); W <- outer(1:4, 1:4, function(i, j) switch(weights, none = (i == j) * 1, linear = 1 - abs(i - j) / 3, quadratic = 1 - (i - j)^2 / 9))
  po <- sum(W * p); pe <- sum(W * outer(r, c2)); k <- (po - pe) / (1 - pe); se <- sqrt((sum(p * (W - outer(c(W %*% c2), c(t(W) %*% r), "+") * (1 - k))^2) - (k - pe * (1 - k))^2) / (sum(t) * (1 - pe)^2))
  add("time", paste("kappa, weights:", weights), "agreement", "Fleiss, Cohen and Everitt (1969), by formula", list(data = asData(setNames(as.data.frame(t), paste0("c", 1:4))), mode = "table", categories = I(paste0("c", 1:4)), weights = weights),
      list(percentAgreement = po, cohenKappa = c(k, NA, NA, se)), tolerance = 1e-9)
}
k <- 3; n <- 12; m <- round(outer(rnorm(n, 50, 5), rnorm(k), "+") + matrix(rnorm(n * k, 0, 2), n), 1); l <- data.frame(y = c(m), s = factor(rep(1:n, k)), j = factor(rep(1:k, each = n))); A <- anova(lm(y ~ s + j, l))$"Mean Sq"; Ws <- anova(lm(y ~ s, l))$"Mean Sq"[2]
B <- A[1]; J <- A[2]; E <- A[3]; f1 <- B / Ws; f3 <- B / E; i1 <- function(f) (f - 1) / (f + k - 1)
add("time", "intraclass correlations", "agreement", "anova(lm(y ~ subject + rater)); Shrout and Fleiss (1979), McGraw and Wong (1996)", list(data = asData(setNames(as.data.frame(m), paste0("r", 1:k))), mode = "measurements", raters = I(paste0("r", 1:k))),
    list(icc11 = c(i1(f1), i1(f1 / qf(.975, n - 1, n * (k - 1))), i1(f1 * qf(.975, n * (k - 1), n - 1))), icc21 = (B - E) / (B + (k - 1) * E + k * (J - E) / n), icc31 = c(i1(f3), i1(f3 / qf(.975, n - 1, (n - 1) * (k - 1))), i1(f3 * qf(.975, (n - 1) * (k - 1), n - 1))),
         icc1k = (B - Ws) / B, icc2k = (B - E) / (B + (J - E) / n), icc3k = (B - E) / B), tolerance = 1e-8)

# --- small designs: several valleys of the restricted likelihood, and none inside -------------------------------------
d <- data.frame(y = c(4.943, 5.114, 5.819, 10.606, 7.367, 7.143), g = c("w7", "w7", "w1", "w7", "w5", "w8"), x = c(0, 0, 0, 1, 1, 1))
f <- y ~ x + (1 | g); criterion <- lmer(f, d, devFunOnly = TRUE)
start <- optimize(criterion, c(5, 100))$minimum; theta <- optimize(criterion, start * c(.8, 1.25), tol = 1e-12)$minimum
V <- diag(6) + theta^2 * outer(d$g, d$g, "=="); X <- cbind(1, d$x); W <- solve(V); beta <- solve(t(X) %*% W %*% X, t(X) %*% W %*% d$y)
s2 <- c(t(d$y - X %*% beta) %*% W %*% (d$y - X %*% beta)) / 4
add("mixedModel", "two valleys, the lower one far from the start of the search", "mixedModel", "lmer(y ~ x + (1 | g), devFunOnly = TRUE), minimised by optimize over theta in 5 to 100; lmer itself stops at theta 0, 2.39 higher",
    list(data = asData(d), outcome = "y", group = "g", fixed = I("x")), list(criterion = criterion(theta), residualStandardDeviation = sqrt(s2)),
    list(list("fixed", "estimate", beta), list("fixed", "standardError", sqrt(s2 * diag(solve(t(X) %*% W %*% X)))), list("random", "variance", s2 * c(theta^2, 1))), 1e-4)

# --- weighting --------------------------------------------------------------------------------------------------------
weighting <- function(name, type, estimand, stabilised, truncation, clustered, ties = "efron") {
  n <- 160; d <- data.frame(age = round(rnorm(n), 2), sex = sample(c("f", "m", "u"), n, TRUE), stage = sample(0:3, n, TRUE), site = sample(paste0("h", 1:9), n, TRUE))
  t <- rbinom(n, 1, plogis(-.2 + .6 * d$age + .5 * (d$sex == "m") - .2 * d$stage)); risk <- .4 * t + .5 * d$age - .3 * (d$sex == "f"); d$arm <- c("usual", "new")[t + 1]
  if (type == "continuous") d$y <- round(3 + risk + rnorm(n), 2)
  if (type == "binary") d$y <- rbinom(n, 1, plogis(risk - .5))
  if (type == "timeToEvent") { time <- ceiling(50 * rexp(n, .1 * exp(risk))) / 10; last <- round(runif(n, 1, 30), 1); d$y <- as.integer(time <= last); d$time <- pmin(time, last); d$time[which(d$y == 1)[1:3]] <- 0 }
  model <- glm(t ~ age + sex + stage, binomial, d, control = glm.control(epsilon = 1e-14, maxit = 100)); e <- fitted(model); p <- mean(t)
  w <- if (estimand == "ate") ifelse(t == 1, (if (stabilised) p else 1) / e, (if (stabilised) 1 - p else 1) / (1 - e)) else ifelse(t == 1, 1, e / (1 - e))
  if (truncation > 0) { q <- quantile(w, c(truncation, 1 - truncation)); w <- pmin(pmax(w, q[1]), q[2]) }
  id <- if (clustered) d$site else seq_len(n); z <- qnorm(.975); k <- length(unique(id)); d$w <- w; d$t <- t
  figures <- list(weightMean = mean(w), weightDeviation = sd(w), weightMinimum = min(w), weightMaximum = max(w), effectiveTreated = sum(w[t == 1])^2 / sum(w[t == 1]^2), effectiveReference = sum(w[t == 0])^2 / sum(w[t == 0]^2))
  if (type == "timeToEvent") {
    f <- coxph(Surv(time, y) ~ t, d, weights = w, ties = ties, robust = TRUE, cluster = id, control = coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 100))
    figures$effect <- exp(coef(f) + c(0, -z, z) * sqrt(vcov(f)[1]))
  } else {
    # svyglm multiplies the sandwich by k/(k - 1), which is taken back.
    design <- svydesign(if (clustered) ~site else ~1, weights = ~w, data = d); back <- sqrt((k - 1) / k)
    f <- svyglm(y ~ t, design); b <- coef(f)[[2]]; s <- SE(f)[[2]] * back; figures$effect <- c(b, b - z * s, b + z * s, s)
    if (type == "binary") for (link in c("oddsRatio", "riskRatio")) {
      r <- svyglm(y ~ t, design, family = if (link == "oddsRatio") quasibinomial() else quasipoisson(), epsilon = 1e-14, maxit = 100)
      figures[[link]] <- exp(coef(r)[[2]] + c(0, -z, z) * SE(r)[[2]] * back)
    }
  }
  M <- model.matrix(model)[, -1]; weighted <- function(x, a) sum((w * x)[t == a]) / sum(w[t == a])
  smd <- apply(M, 2, function(x) { s <- sqrt((var(x[t == 1]) + var(x[t == 0])) / 2); c(mean(x[t == 1]) - mean(x[t == 0]), weighted(x, 1) - weighted(x, 0)) / s })
  inputs <- list(data = asData(d[setdiff(names(d), c("w", "t"))]), treatment = "arm", reference = "usual", outcomeType = type, outcome = "y", covariates = I(c("age", "sex", "stage")), estimand = estimand, stabilised = stabilised, ties = ties)
  if (truncation > 0) inputs$truncation <- truncation
  if (clustered) inputs$cluster <- "site"
  if (type == "timeToEvent") inputs$time <- "time"
  add("weighting", name, "weighting", sprintf("glm(binomial); %s", if (type == "timeToEvent") "coxph(weights, robust = TRUE)" else "survey::svyglm without its factor k/(k - 1)"), inputs, figures,
      list(list("propensityModel", "estimate", coef(model)), list("propensityModel", "standardError", sqrt(diag(vcov(model)))), list("balance", "differenceBefore", smd[1, ]), list("balance", "differenceAfter", smd[2, ])), 1e-6)
}
weighting("continuous outcome, stabilised, truncated", "continuous", "ate", TRUE, .05, FALSE)
weighting("binary outcome, effect in the treated, clusters", "binary", "att", FALSE, 0, TRUE)
weighting("events, some at time 0, clusters", "timeToEvent", "ate", TRUE, 0, TRUE)
weighting("events, some at time 0, Breslow", "timeToEvent", "att", FALSE, .01, FALSE, "breslow")

# --- survival with events at time 0 -----------------------------------------------------------------------------------
n <- 60; d <- data.frame(time = round(rexp(n, .1), 1), event = rbinom(n, 1, .7), arm = rep(c("a", "b"), n / 2), x = round(rnorm(n), 2), site = sample(c("p", "q"), n, TRUE))
d$time[1:7] <- 0; d$event[1:5] <- 1; d$event[6:7] <- 0; d$entry <- ifelse(d$time > 4 & runif(n) < .5, round(d$time * .4, 1), 0); S <- Surv(d$time, d$event)
km <- survfit(S ~ arm, d); spread <- (km$std.err * km$surv)[km$surv > 0]
lr <- survdiff(S ~ arm, d)
add("survival", "Kaplan-Meier and log-rank", "survival", "survfit, survdiff", list(data = asData(d), time = "time", event = "event", group = "arm", families = "none"), list(logRankChiSquared = lr$chisq),
    list(list("kaplanMeier", "atRisk", km$n.risk), list("kaplanMeier", "survival", km$surv), list("kaplanMeier", "standardError", spread), list("kaplanMeier", "cumulativeHazard", km$cumhaz)), 1e-9)
exact <- coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 100)
for (late in c(FALSE, TRUE)) {
  # Surv(entry, time) takes no time that is not after its entry: those there from the start enter before 0.
  R <- if (late) Surv(ifelse(d$entry > 0, d$entry, -1), d$time, d$event) else S
  f <- coxph(R ~ I(arm == "b") + x + strata(site), d, control = exact); r <- coxph(R ~ I(arm == "b") + x + strata(site), d, robust = TRUE, cluster = seq_len(n), control = exact)
  p <- cox.zph(f, transform = "km", global = TRUE)$table
  inputs <- list(data = asData(d), time = "time", event = "event", group = "arm", covariates = I("x"), strata = "site"); if (late) inputs$entry <- "entry"
  what <- if (late) ", delayed entry" else ""
  add("survival", paste0("Cox, strata", what), "cox", "coxph, cox.zph", inputs, list(logLikelihood = f$loglik[2], effect = exp(coef(f)[[1]])),
      list(list("coefficients", "estimate", coef(f)), list("coefficients", "standardError", sqrt(diag(vcov(f)))), list("proportionality", "statistic", p[, 1])), 1e-6)
  add("survival", paste0("Cox, strata, robust", what), "cox", "coxph(robust = TRUE)", c(inputs, list(robust = TRUE)), list(events = sum(d$event)), list(list("coefficients", "standardError", sqrt(diag(vcov(r))))), 1e-6)
}

# --- regression -------------------------------------------------------------------------------------------------------
n <- 80; d <- data.frame(x = round(rnorm(n), 2), arm = sample(c("a", "b"), n, TRUE), years = round(runif(n, .5, 4), 2), site = sample(paste0("h", 1:8), n, TRUE))
d$count <- rnbinom(n, size = 1.5, mu = d$years * exp(.5 + .3 * d$x + .4 * (d$arm == "b"))); d$ill <- rbinom(n, 1, plogis(-.3 + .6 * d$x + .7 * (d$arm == "b")))
model <- count ~ x + arm + offset(log(years)); inputs <- list(data = asData(d), outcome = "count", covariates = I(c("x", "arm")), exposure = "years")
f <- MASS::glm.nb(model, d, control = glm.control(epsilon = 1e-14, maxit = 200))
add("regression", "negative binomial with exposure", "regression", "MASS::glm.nb", c(inputs, family = "negativeBinomial"), list(logLikelihood = as.numeric(logLik(f)), theta = f$theta),
    list(list("coefficients", "estimate", coef(f)), list("coefficients", "standardError", sqrt(diag(vcov(f))))), 1e-6)
sandwiched <- function(f, id) { X <- model.matrix(f); u <- rowsum(X * (weights(f, "prior") * (f$y - fitted(f))), id); sqrt(diag(vcov(f) %*% crossprod(u) %*% vcov(f))) }
for (family in c("poisson", "logistic")) {
  f <- if (family == "poisson") glm(model, poisson, d, epsilon = 1e-14) else glm(ill ~ x + arm, binomial, d, epsilon = 1e-14)
  given <- if (family == "poisson") inputs else list(data = asData(d), outcome = "ill", covariates = I(c("x", "arm")))
  add("regression", paste0(family, ", clusters"), "regression", "glm, sandwich of the scores summed by site", c(given, family = family, cluster = "site"), list(logLikelihood = as.numeric(logLik(f))),
      list(list("coefficients", "estimate", coef(f)), list("coefficients", "standardError", sandwiched(f, d$site))), 1e-7)
}

for (f in names(sets)) writeLines(toJSON(sets[[f]], auto_unbox = TRUE, digits = I(17), pretty = FALSE), paste0(f, ".json"))
