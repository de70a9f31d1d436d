#pragma once

#include <boost/math/policies/policy.hpp>

#include <limits>

namespace boost::math::policies {

/// Iterations that do not converge give NaN, which callers refuse, instead of the last guess.
template <class T>
T user_evaluation_error(const char*, const char*, const T&) {
    return std::numeric_limits<T>::quiet_NaN();
}

}  // namespace boost::math::policies

namespace kachi {

/// How models/statistics calls Boost.Math: no exceptions; domain faults give NaN, overflow gives infinity.
using BoostPolicy =
    boost::math::policies::policy<boost::math::policies::promote_double<false>,
                                  boost::math::policies::domain_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::pole_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::evaluation_error<boost::math::policies::user_error>>;

}  // namespace kachi
